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
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import travel.baboo.messaging.relay.AdHocTransactions;
import travel.baboo.messaging.relay.delivery.DeliveryState;
import travel.baboo.messaging.relay.delivery.Lane;
import travel.baboo.messaging.relay.delivery.LaneOpening;
import travel.baboo.messaging.relay.delivery.Transitions;
import travel.baboo.messaging.relay.delivery.Transitions.Cause;
import travel.baboo.messaging.relay.delivery.Waits;

/** Operators' reads and changes of deliveries. */
@Singleton
class OperationRepository {

    /** Number of deliveries that a replay changes per transaction. */
    private static final int REPLAY_GROUP = 1_000;

    /** Number of deliveries in a live view. */
    private static final int NEWEST = 50;

    private final Pool pool;
    private final Repeats repeats;
    private final Waits waits;

    OperationRepository(Pool pool, Repeats repeats, Waits waits) {
        this.pool = pool;
        this.repeats = repeats;
        this.waits = waits;
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
                        : attempts(id).chain(log -> waits.find(id)
                                .map(wait -> Optional.of(
                                        DeliveryRows.view(rows.iterator().next())
                                                .with(wait.orElse(null), log)))));
    }

    /** The newest deliveries of a conversation with their attempts, newest first. */
    Uni<List<DeliveryView>> newest(String conversation) {
        return pool.preparedQuery("select " + DeliveryRows.COLUMNS
                        + " from delivery where lane = $1 order by position desc limit " + NEWEST)
                .execute(Tuple.of(conversation))
                .map(rows -> DeliveryRows.list(rows, DeliveryRows::view))
                .chain(this::withAttempts);
    }

    private Uni<List<DeliveryView>> withAttempts(List<DeliveryView> deliveries) {
        UUID[] ids = deliveries.stream().map(DeliveryView::id).toArray(UUID[]::new);
        return pool.preparedQuery(
                        """
                        select delivery_id, number, started_at, duration_ms, outcome, status, answer, provider_sid from delivery_attempt
                         where delivery_id = any($1) order by delivery_id, number
                        """)
                .execute(Tuple.tuple().addArrayOfUUID(ids))
                .map(rows -> DeliveryRows.list(rows, row -> row).stream()
                        .collect(Collectors.groupingBy(
                                row -> row.getUUID("delivery_id"),
                                Collectors.mapping(DeliveryRows::attempt, Collectors.toList()))))
                .map(logs -> deliveries.stream()
                        .map(delivery -> delivery.with(null, logs.getOrDefault(delivery.id(), List.of())))
                        .toList());
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

    /** Number of deliveries matching a filter, by destination, how many are past their TTL, and the oldest event. */
    Uni<ReplayReport> count(DeliveryFilter filter, Instant now) {
        DeliveryRows.Condition condition = repeats.replayable(filter);
        return AdHocTransactions.inTransaction(pool, connection -> connection
                        .preparedQuery("select destination, count(*) as n, count(*) filter (where expires_at < $"
                                + condition.next() + ") as late, min(occurred_at) as oldest from delivery where "
                                + condition.sql()
                                + " group by destination")
                        .execute(condition.values().addOffsetDateTime(utc(now))))
                .map(rows -> ReplayReport.counted(DeliveryRows.list(rows, row -> row)));
    }

    /** Replays all deliveries matching a filter that ended before {@code now}, in batches. */
    Uni<ReplayReport> replay(DeliveryFilter filter, Instant now) {
        return replayFrom(filter, now, 0, ReplayReport.empty());
    }

    private Uni<ReplayReport> replayFrom(DeliveryFilter filter, Instant now, long after, ReplayReport soFar) {
        return AdHocTransactions.inTransaction(pool, connection -> replayGroup(connection, filter, now, after))
                .chain(rows -> {
                    ReplayReport report = soFar.with(rows);
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
                .preparedQuery("select id, destination, lane, position, occurred_at, expires_at < $" + (next + 1)
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
}
