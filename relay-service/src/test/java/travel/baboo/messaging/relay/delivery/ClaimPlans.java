package travel.baboo.messaging.relay.delivery;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** How PostgreSQL goes about claiming: the statements themselves, as they are run. */
public final class ClaimPlans {

    private ClaimPlans() {}

    /** The plans with their times, of leasing 64 lanes and of reading their heads. */
    public static List<String> explain(Connection connection, String destination) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (Statement statement = connection.createStatement()) {
            statement.execute(
                    "set plan_cache_mode = force_custom_plan; set enable_seqscan = off; set enable_hashjoin = off; set enable_mergejoin = off");
            // What is ready now, so that there is something to lease.
            statement.execute(
                    "update lane set ready_at = now() - interval '1 second' where destination = '" + destination
                            + "' and lane in (select lane from lane where destination = '" + destination
                            + "' and ready_at is not null order by ready_at limit 5000)");
            statement.execute("prepare lease (text, int, bigint, uuid, boolean) as " + LaneRepository.LEASE);
            statement.execute("prepare heads (text, text[]) as " + LaneRepository.HEADS);
            lines.addAll(run(
                    statement, "execute lease ('" + destination + "', 64, 30000, '" + UUID.randomUUID() + "', false)"));
            lines.addAll(
                    run(statement, "execute heads ('" + destination + "', '" + leased(statement, destination) + "')"));
        }
        return lines;
    }

    private static String leased(Statement statement, String destination) throws SQLException {
        try (ResultSet rows =
                statement.executeQuery("select array_agg(lane)::text from (select lane from lane where destination = '"
                        + destination + "' and lease is not null limit 64) l")) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static List<String> run(Statement statement, String sql) throws SQLException {
        List<String> lines = new ArrayList<>();
        try (ResultSet rows = statement.executeQuery("explain (analyze, buffers, costs off) " + sql)) {
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
        }
        return lines;
    }
}
