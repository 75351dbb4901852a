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
import travel.baboo.messaging.relay.AdHocTransactions;
import travel.baboo.messaging.relay.delivery.DeliveryState;
import travel.baboo.messaging.relay.delivery.Lane;
import travel.baboo.messaging.relay.delivery.LaneOpening;
import travel.baboo.messaging.relay.delivery.Transitions;
import travel.baboo.messaging.relay.delivery.Transitions.Cause;

/** Operators' reads and changes of deliveries. */
@Singleton
class OperationRepository {

    /** Number of deliveries that a replay changes per transaction. */
    private static final int REPLAY_GROUP = 1_000;

    private final Pool pool;
    private final Repeats repeats;

    OperationRepository(Pool pool, Repeats repeats) {
        this.pool = pool;
        this.repeats = repeats;
    }

    /** A delivery and its position in the list. */
    record Listed(long position, DeliveryView view) {}

    /** Newest first, before a position. */
    Uni<List<Listed>> list(DeliveryFilter filter, long before, int limit) {
        DeliveryRows.Condition condition = DeliveryRows.condition(filter);
        int next = condition.values().size();
        return AdHocTransactions.inTransaction(pool, connection -> connection
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
                        select number, started_at, duration_ms, outcome, status, answer, provider_sid from delivery_attempt
                         where delivery_id = $1 order by number
                        """)
                .execute(Tuple.of(id))
                .map(rows -> DeliveryRows.list(rows, DeliveryRows::attempt));
    }

    /**
     * Retries a delivery now; returns whether it could.
     *
     * @param allParts whether to retry all parts of its text
     */
    Uni<Boolean> retry(UUID id, boolean allParts) {
        String which = allParts
                ? " and (d.event_id, d.destination) = (select o.event_id, o.destination from delivery o where o.id = $5)"
                : " and d.id = $5";
        return change(Repeats.AGAIN + which, repeats.values().addUUID(id));
    }

    /** Settles a delivery of unknown fate; false if its state is another by now. */
    Uni<Boolean> settle(UUID id, boolean arrived) {
        DeliveryState state = arrived ? DeliveryState.DELIVERED : DeliveryState.FAILED;
        return end(id, state, Cause.SETTLE, "settled-by-hand");
    }

    /** Cancels a waiting or held delivery; false if its state is another by now. */
    Uni<Boolean> cancel(UUID id) {
        return end(id, DeliveryState.CANCELED, Cause.CANCEL, "canceled-by-hand");
    }

    private Uni<Boolean> end(UUID id, DeliveryState state, Cause cause, String outcome) {
        return change(
                """
                update delivery d set state = $2, last_outcome = $3, finished_at = now(), decide_at = null, sending_since = null
                 where d.id = $1 and d.state = any($4) and (d.sending_since is null or d.state = 'unknown')
                """,
                Tuple.of(id, state.text(), outcome, Transitions.from(cause, state)));
    }

    private Uni<Boolean> change(String sql, Tuple values) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(sql + " returning d.destination, d.lane")
                .execute(values)
                .chain(rows -> LaneOpening.open(connection, lanes(rows)).replaceWith(rows.size() > 0)));
    }

    /** Number of deliveries matching a filter, by destination, and how many are past their TTL. */
    Uni<ReplayReport> count(DeliveryFilter filter, Instant now) {
        DeliveryRows.Condition condition = repeats.replayable(filter);
        return AdHocTransactions.inTransaction(pool, connection -> connection
                        .preparedQuery("select destination, count(*) as n, count(*) filter (where expires_at < $"
                                + condition.next() + ") as late from delivery where " + condition.sql()
                                + " group by destination")
                        .execute(condition.values().addOffsetDateTime(utc(now))))
                .map(OperationRepository::counted);
    }

    /** Replays all deliveries matching a filter that ended before {@code now}, in batches. */
    Uni<ReplayReport> replay(DeliveryFilter filter, Instant now) {
        return replayFrom(filter, now, 0, new ReplayReport(false, Map.of(), 0));
    }

    private Uni<ReplayReport> replayFrom(DeliveryFilter filter, Instant now, long after, ReplayReport soFar) {
        return AdHocTransactions.inTransaction(pool, connection -> replayGroup(connection, filter, now, after))
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

    private Uni<List<Row>> replayGroup(SqlConnection connection, DeliveryFilter filter, Instant now, long after) {
        DeliveryRows.Condition condition = repeats.replayable(filter);
        int next = condition.next();
        return connection
                .preparedQuery("select id, destination, lane, position, expires_at < $" + (next + 1)
                        + " as late from delivery where " + condition.sql() + " and position > $" + next
                        + " order by position limit " + REPLAY_GROUP + " for update")
                .execute(condition.values().addLong(after).addOffsetDateTime(utc(now)))
                .chain(rows -> {
                    List<Row> found = DeliveryRows.list(rows, row -> row);
                    UUID[] ids = found.stream().map(row -> row.getUUID("id")).toArray(UUID[]::new);
                    return connection
                            .preparedQuery(Repeats.AGAIN + " and d.id = any($5)")
                            .execute(repeats.values().addArrayOfUUID(ids))
                            .chain(() -> LaneOpening.open(connection, lanes(rows)))
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
