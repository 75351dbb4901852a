package travel.baboo.messaging.relay.operation;

import static travel.baboo.messaging.relay.operation.DeliveryRows.utc;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import travel.baboo.messaging.relay.FreelyPlanned;
import travel.baboo.messaging.relay.delivery.Lane;
import travel.baboo.messaging.relay.delivery.LaneOpening;

/** What operators read and change of deliveries. */
@Singleton
class OperationRepository {

    /** A replay takes this many in one transaction; what is left is taken by the next. */
    private static final int REPLAY_GROUP = 1_000;

    private static final String AGAIN =
            """
            update delivery d set state = 'waiting', failures = 0, next_attempt_at = $1, finished_at = null, decide_at = null,
                   sending_since = null, provider_status = null, provider_sid = null,
                   expires_at = greatest(d.expires_at, $1::timestamptz + (d.expires_at - d.occurred_at))
            """;

    private final Pool pool;

    OperationRepository(Pool pool) {
        this.pool = pool;
    }

    /** A delivery and its place in the list. */
    record Listed(long position, DeliveryView view) {}

    /** The latest first, those before a position. */
    Uni<List<Listed>> list(DeliveryFilter filter, long before, int limit) {
        DeliveryRows.Condition condition = DeliveryRows.condition(filter);
        int next = condition.values().size();
        return FreelyPlanned.inTransaction(pool, connection -> connection
                        .preparedQuery("select " + DeliveryRows.COLUMNS + " from delivery where " + condition.sql()
                                + " and position < $" + (next + 1) + " order by position desc limit $" + (next + 2))
                        .execute(condition.values().addLong(before).addInteger(limit)))
                .map(rows ->
                        DeliveryRows.list(rows, row -> new Listed(row.getLong("position"), DeliveryRows.view(row))));
    }

    Uni<Optional<DeliveryView>> find(UUID id) {
        return pool.preparedQuery("select " + DeliveryRows.COLUMNS + " from delivery where id = $1")
                .execute(Tuple.of(id))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : attempts(id)
                                .map(log -> Optional.of(
                                        DeliveryRows.view(rows.iterator().next())
                                                .withAttempts(log))));
    }

    private Uni<List<DeliveryView.AttemptView>> attempts(UUID id) {
        return pool.preparedQuery(
                        """
                        select number, started_at, duration_ms, outcome, status, answer from delivery_attempt
                         where delivery_id = $1 order by number
                        """)
                .execute(Tuple.of(id))
                .map(rows -> DeliveryRows.list(rows, DeliveryRows::attempt));
    }

    /** Makes one delivery again, now; empty when there is none. */
    Uni<Optional<DeliveryView>> retry(UUID id, Instant now) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(AGAIN + " where id = $2 returning destination, lane")
                        .execute(Tuple.of(utc(now), id))
                        .chain(rows -> LaneOpening.open(connection, lanes(rows), now)))
                .chain(() -> find(id));
    }

    /** A person decides a delivery whose fate was unknown; false when it is not, or not any more. */
    Uni<Boolean> settle(UUID id, boolean arrived, Instant now) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        """
                        update delivery set state = $2, finished_at = $3, decide_at = null, last_outcome = 'settled-by-hand'
                         where id = $1 and state = 'unknown' returning destination, lane
                        """)
                .execute(Tuple.of(id, arrived ? "delivered" : "failed", utc(now)))
                .chain(rows -> LaneOpening.open(connection, lanes(rows), now).replaceWith(rows.size() == 1)));
    }

    /** How many deliveries a filter means, by destination, and how many of them are late. */
    Uni<ReplayReport> count(DeliveryFilter filter, Instant now) {
        DeliveryRows.Condition condition = DeliveryRows.condition(filter);
        int next = condition.values().size() + 1;
        return FreelyPlanned.inTransaction(pool, connection -> connection
                        .preparedQuery("select destination, count(*) as n, count(*) filter (where expires_at < $" + next
                                + ") as late from delivery where " + replayable(filter, condition)
                                + " group by destination")
                        .execute(condition.values().addOffsetDateTime(utc(now))))
                .map(rows -> counted(rows));
    }

    /** Those that have ended: badly, unless the filter names a state. */
    private static String replayable(DeliveryFilter filter, DeliveryRows.Condition condition) {
        return condition.sql()
                + (filter.state() == null
                        ? " and state in ('failed', 'expired')"
                        : " and state in ('failed', 'expired', 'delivered', 'unknown')");
    }

    /** Makes all deliveries that a filter means again, those that ended before {@code now}, in groups. */
    Uni<ReplayReport> replay(DeliveryFilter filter, Instant now) {
        return replayFrom(filter, now, 0, new ReplayReport(false, Map.of(), 0));
    }

    private Uni<ReplayReport> replayFrom(DeliveryFilter filter, Instant now, long after, ReplayReport soFar) {
        return FreelyPlanned.inTransaction(pool, connection -> replayGroup(connection, filter, now, after))
                .chain(rows -> {
                    ReplayReport report = added(soFar, rows);
                    long last = rows.stream()
                            .mapToLong(row -> row.getLong("position"))
                            .max()
                            .orElse(Long.MAX_VALUE);
                    return rows.size() < REPLAY_GROUP
                            ? Uni.createFrom().item(report)
                            : replayFrom(filter, now, last, report);
                });
    }

    private static Uni<List<Row>> replayGroup(
            SqlConnection connection, DeliveryFilter filter, Instant now, long after) {
        DeliveryRows.Condition condition = DeliveryRows.condition(filter);
        int next = condition.values().size();
        return connection
                .preparedQuery("select id, destination, lane, position, expires_at < $" + (next + 2)
                        + " as late from delivery where " + replayable(filter, condition) + " and position > $"
                        + (next + 1) + " order by position limit " + REPLAY_GROUP + " for update")
                .execute(condition.values().addLong(after).addOffsetDateTime(utc(now)))
                .chain(rows -> {
                    List<Row> found = DeliveryRows.list(rows, row -> row);
                    UUID[] ids = found.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
                    return connection
                            .preparedQuery(AGAIN + " where id = any($2)")
                            .execute(Tuple.tuple().addOffsetDateTime(utc(now)).addArrayOfUUID(ids))
                            .chain(() -> LaneOpening.open(connection, lanes(rows), now))
                            .replaceWith(found);
                });
    }

    private static List<Lane> lanes(RowSet<Row> rows) {
        return DeliveryRows.list(rows, row -> new Lane(row.getString("destination"), row.getString("lane")));
    }

    private static ReplayReport added(ReplayReport soFar, List<Row> rows) {
        Map<String, Long> byDestination = new TreeMap<>(soFar.deliveries());
        rows.forEach(row -> byDestination.merge(row.getString("destination"), 1L, Long::sum));
        long late = rows.stream().filter(row -> row.getBoolean("late")).count();
        return new ReplayReport(false, byDestination, soFar.late() + late);
    }

    private static ReplayReport counted(RowSet<Row> rows) {
        Map<String, Long> byDestination = new TreeMap<>();
        long late = 0;
        for (Row row : rows) {
            byDestination.put(row.getString("destination"), row.getLong("n"));
            late += row.getLong("late");
        }
        return new ReplayReport(true, byDestination, late);
    }
}
