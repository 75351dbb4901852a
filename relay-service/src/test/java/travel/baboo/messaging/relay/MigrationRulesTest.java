package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Migrations run beside the release that is in service, so none may keep its writers out. Those up to V4 had shipped before this was
 * held: two of them build indexes under a lock.
 */
class MigrationRulesTest {

    private static final Path FOLDER = Path.of("src/main/resources/db/migration");
    private static final int BEFORE_THE_RULE = 4;
    private static final Pattern INDEX = Pattern.compile("\\b(create|drop)\\s+(unique\\s+)?index\\s+(\\w+)");
    private static final Pattern NEW_TABLE = Pattern.compile("create table (\\w+)");

    static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.filter(file -> file.toString().endsWith(".sql"))
                    .filter(file -> number(file) > BEFORE_THE_RULE)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void indexesOfExistingTablesAreBuiltConcurrentlyAndOutsideATransaction(Path migration) throws IOException {
        String sql = sql(migration);
        INDEX.matcher(sql).results().forEach(index -> assertThat(index.group(3))
                .as(migration.getFileName() + ": " + index.group())
                .isEqualTo("concurrently"));
        boolean builds = INDEX.matcher(sql).find();
        Path settings = migration.resolveSibling(migration.getFileName() + ".conf");
        assertThat(Files.exists(settings) && Files.readString(settings).contains("executeInTransaction=false"))
                .as(migration.getFileName() + " runs outside a transaction")
                .isEqualTo(builds);
    }

    @ParameterizedTest
    @MethodSource("migrations")
    void constraintsOfExistingTablesAreAddedWithoutReadingThem(Path migration) throws IOException {
        String sql = sql(migration);
        List<String> made =
                NEW_TABLE.matcher(sql).results().map(table -> table.group(1)).toList();
        for (String statement : sql.split(";", -1)) {
            boolean existing = made.stream().noneMatch(statement::contains);
            if (existing && statement.contains("add constraint")) {
                assertThat(statement).contains("not valid");
            }
            assertThat(statement).doesNotContain("alter column", "lock table");
        }
    }

    private static String sql(Path migration) throws IOException {
        return Files.readString(migration).replaceAll("--.*", "").toLowerCase(Locale.ROOT);
    }

    private static int number(Path migration) {
        return Integer.parseInt(migration.getFileName().toString().replaceAll("^V(\\d+)__.*", "$1"));
    }
}
