package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.endtoend.Project;
import travel.baboo.messaging.sandbox.embedded.EmbeddedPostgresServer;
import travel.baboo.messaging.sandbox.embedded.PostgresSettings;

/** What the migrations' Jobs do: the packaged service with the Jobs' variables migrates and ends, with no Kafka and no login anywhere. */
class MigrationJobIT {

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private static EmbeddedPostgresServer postgres;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgresServer.start(PostgresSettings.temporary());
    }

    @AfterAll
    static void stop() throws Exception {
        postgres.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation-service", "relay-service"})
    void theJobMigratesAndEnds(String service) throws Exception {
        assertThat(run(service, Map.of("QUARKUS_INIT_AND_EXIT", "true")))
                .as(() -> log())
                .isZero();

        assertThat(migrationsIn(service.replace("-service", ""))).isEqualTo(migrationsOf(service));
        assertThat(run(service, Map.of("QUARKUS_INIT_AND_EXIT", "true")))
                .as("again, with nothing left to do")
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"conversation-service", "relay-service"})
    void aServiceWhoseMigrationsAreMissingDoesNotStart(String service) throws Exception {
        try (Connection connection = connect();
                var statement = connection.createStatement()) {
            statement.execute("drop schema if exists " + service.replace("-service", "") + " cascade");
        }

        assertThat(run(
                        service,
                        Map.of("QUARKUS_FLYWAY_MIGRATE_AT_START", "false", "QUARKUS_FLYWAY_VALIDATE_AT_START", "true")))
                .as(() -> log())
                .isNotZero();
        assertThat(log()).contains("FlywayValidateException");
    }

    private int run(String service, Map<String, String> more) throws Exception {
        Map<String, String> environment = new HashMap<>(more);
        for (String required : ServiceSettings.of(service).required()) {
            environment.put(required, "http://127.0.0.1:9");
        }
        environment.put("TWILIO_ACCOUNT_SID", "AC" + "0".repeat(32));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9");
        environment.put("DATABASE_HOST", postgres.host());
        environment.put("DATABASE_PORT", Integer.toString(postgres.port()));
        environment.put("DATABASE_NAME", postgres.database());
        environment.put("DATABASE_USER", postgres.user());
        environment.put("DATABASE_PASSWORD", postgres.password());
        environment.put("QUARKUS_HTTP_PORT", "0");
        environment.put("QUARKUS_MANAGEMENT_PORT", "0");
        return new ServiceStart(service, folder.resolve("log"), environment).runToItsEnd();
    }

    private static long migrationsIn(String schema) throws Exception {
        try (Connection connection = connect();
                var statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + schema
                        + ".flyway_schema_history where success and version is not null")) {
            assertThat(rows.next()).isTrue();
            return rows.getLong(1);
        }
    }

    /** Those in SQL and those in Java. */
    private static long migrationsOf(String service) throws Exception {
        Path main = Project.ROOT.resolve(service).resolve("src/main");
        long count = 0;
        try (Stream<Path> files = Files.walk(main)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                boolean inSql = file.startsWith(main.resolve("resources/db/migration"))
                        && file.toString().endsWith(".sql");
                boolean inJava = file.toString().endsWith(".java")
                        && Files.readString(file).contains(" implements JavaMigration");
                count += inSql || inJava ? 1 : 0;
            }
        }
        return count;
    }

    private static Connection connect() throws Exception {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (java.io.IOException e) {
            return e.toString();
        }
    }
}
