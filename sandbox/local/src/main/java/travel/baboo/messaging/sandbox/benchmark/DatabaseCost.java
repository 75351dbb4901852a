package travel.baboo.messaging.sandbox.benchmark;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;

/**
 * What PostgreSQL spends on something: CPU of all of its processes, WAL, size, rows, commits and syncs. The server runs on this machine; CPU
 * is read from Linux's {@code /proc}.
 */
public final class DatabaseCost {

    /** A connection reports its counts after ten idle seconds at the latest. */
    private static final long STATISTICS_MILLIS = 11_000;

    private static final double MICROS_PER_TICK = 10_000;
    private static final int OWN_TIMES = 11;
    private static final int TIMES_OF_CHILDREN = 13;

    private record Usage(double micros, double wal, double size) {}

    private record Counts(double rows, double commits, double syncs) {}

    private final Connection connection;
    private final Counts counts;
    private final Usage usage;

    private DatabaseCost(Connection connection, Counts counts, Usage usage) {
        this.connection = connection;
        this.counts = counts;
        this.usage = usage;
    }

    /** From now on. */
    public static DatabaseCost begin(Connection connection) throws SQLException, InterruptedException {
        Counts counts = counts(connection);
        return new DatabaseCost(connection, counts, usage(connection));
    }

    /** Records what each of so many events has cost since the beginning. */
    public void report(Recording recording, String what, long events) throws SQLException, InterruptedException {
        Usage used = usage(connection);
        Counts counted = counts(connection);
        recording.figure(what + ", CPU of PostgreSQL", (used.micros() - usage.micros()) / events, "µs");
        recording.figure(what + ", WAL", (used.wal() - usage.wal()) / events, "bytes");
        recording.figure(what + ", stored in PostgreSQL", (used.size() - usage.size()) / events, "bytes");
        recording.figure(what + ", rows written", (counted.rows() - counts.rows()) / events, "rows");
        recording.figure(what + ", commits", (counted.commits() - counts.commits()) / events, "commits");
        recording.figure(what + ", syncs of WAL", (counted.syncs() - counts.syncs()) / events, "syncs");
    }

    private static Usage usage(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        select pg_backend_pid(), pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::float8,
                               pg_database_size(current_database())::float8
                        """)) {
            row.next();
            return new Usage(micros(row.getLong(1)), row.getDouble(2), row.getDouble(3));
        }
    }

    private static Counts counts(Connection connection) throws SQLException, InterruptedException {
        Thread.sleep(STATISTICS_MILLIS);
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        """
                        select (select sum(n_tup_ins + n_tup_upd + n_tup_del) from pg_stat_user_tables)::float8,
                               (select xact_commit from pg_stat_database where datname = current_database())::float8,
                               (select wal_sync from pg_stat_wal)::float8
                        """)) {
            row.next();
            return new Counts(row.getDouble(1), row.getDouble(2), row.getDouble(3));
        }
    }

    /** Of the server's main process, those it has reaped, and those that run: a connection's parent is the main process. */
    private static double micros(long connection) {
        ProcessHandle server = ProcessHandle.of(connection)
                .flatMap(ProcessHandle::parent)
                .orElseThrow(() -> new IllegalStateException("PostgreSQL does not run on this machine"));
        double running = server.descendants()
                .mapToDouble(process -> ticks(process.pid(), OWN_TIMES, OWN_TIMES + 2))
                .sum();
        return MICROS_PER_TICK * (running + ticks(server.pid(), OWN_TIMES, TIMES_OF_CHILDREN + 2));
    }

    private static double ticks(long process, int from, int to) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process), "stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return IntStream.range(from, to)
                    .mapToObj(field -> fields[field])
                    .mapToLong(Long::parseLong)
                    .sum();
        } catch (IOException ended) {
            return 0;
        }
    }
}
