package travel.baboo.messaging.conversation;

import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Runs statements of tests and waits for their results. */
@Singleton
public class TestSql {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Pool pool;

    TestSql(Pool pool) {
        this.pool = pool;
    }

    /** Runs a statement with these texts as its parameters. */
    public void execute(String sql, String... values) {
        run(sql, Tuple.wrap(new ArrayList<Object>(List.of(values))));
    }

    /** The first column of the only row. */
    public long number(String sql, String... values) {
        return run(sql, Tuple.wrap(new ArrayList<Object>(List.of(values))))
                .iterator()
                .next()
                .getLong(0);
    }

    /** Runs the updates that a runbook shows. */
    public void runbook(String page) {
        try {
            Files.readAllLines(Path.of("../docs/runbooks", page)).stream()
                    .filter(line -> line.startsWith("update "))
                    .forEach(this::execute);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** PostgreSQL's plan of a statement. */
    public String plan(String sql, Tuple values) {
        return StreamSupport.stream(run("explain " + sql, values).spliterator(), false)
                .map(row -> row.getString(0))
                .collect(Collectors.joining("\n"));
    }

    private RowSet<Row> run(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).await().atMost(PATIENCE);
    }
}
