package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.utc;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.destination.Outcome;

/**
 * Leases lanes and keeps what happens in them.
 *
 * <p>A lane's row says when its head may be tried; null when the lane is empty. It is always locked before it is worked out
 * anew, in a statement of its own, so that a delivery added meanwhile is seen.
 */
@Singleton
class LaneRepository {

    private static final int MAX_ANSWER_LENGTH = 1024;

    private final Pool pool;

    LaneRepository(Pool pool) {
        this.pool = pool;
    }

    /** Leases lanes that are ready, those waiting longest first; not those of paused destinations. */
    Uni<List<Lane>> lease(int limit, Instant now, Duration lease) {
        return pool.preparedQuery(
                        """
                        update lane set leased_until = $2
                         where (destination, lane) in (
                               select destination, lane from lane
                                where ready_at <= $1 and (leased_until is null or leased_until < $1)
                                  and not exists (select 1 from destination_state s
                                                   where s.name = lane.destination and s.paused_at is not null)
                                order by ready_at limit $3 for update skip locked)
                        returning destination, lane
                        """)
                .execute(Tuple.of(utc(now), utc(now.plus(lease)), limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Lane(row.getString("destination"), row.getString("lane")))
                        .toList());
    }

    /** The lane's head, when it may be tried now. */
    Uni<Optional<Head>> head(Lane lane, Instant now) {
        return pool.preparedQuery(
                        """
                        select id, event_id, event, payload, attempts, created_at, occurred_at, expires_at, state, next_attempt_at
                          from delivery
                         where destination = $1 and lane = $2 and state in ('waiting', 'unknown')
                         order by position limit 1
                        """)
                .execute(Tuple.of(lane.destination(), lane.key()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : ready(rows.iterator().next(), now));
    }

    private static Optional<Head> ready(Row row, Instant now) {
        boolean waiting = row.getString("state").equals("waiting");
        if (!waiting || row.getOffsetDateTime("next_attempt_at").toInstant().isAfter(now)) {
            return Optional.empty();
        }
        return Optional.of(new Head(
                row.getUUID("id"),
                row.getString("event_id"),
                row.getString("event"),
                row.getString("payload"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant()));
    }

    /** Keeps an attempt, gives the delivery its new state, and gives the lane back. */
    Uni<Void> finish(Lane lane, Head head, String payload, Attempt attempt, DeliveryState state, Instant nextAttempt) {
        boolean open = state == DeliveryState.WAITING || state == DeliveryState.UNKNOWN;
        Outcome outcome = attempt.outcome();
        Tuple delivery = Tuple.tuple()
                .addUUID(head.id())
                .addString(state.text())
                .addOffsetDateTime(utc(nextAttempt))
                .addOffsetDateTime(open ? null : utc(attempt.finishedAt()))
                .addString(outcome.reason())
                .addString(payload)
                .addString(outcome.providerSid());
        Tuple log = Tuple.tuple()
                .addUUID(head.id())
                .addInteger(head.attempts() + 1)
                .addOffsetDateTime(utc(attempt.startedAt()))
                .addInteger((int) attempt.duration().toMillis())
                .addString(outcome.reason())
                .addInteger(outcome.status())
                .addString(shortened(outcome.answer()));
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        """
                        update delivery set state = $2, attempts = attempts + 1, next_attempt_at = $3, finished_at = $4,
                               last_outcome = $5, payload = $6, provider_sid = coalesce($7, provider_sid)
                         where id = $1
                        """)
                .execute(delivery)
                .chain(() -> connection
                        .preparedQuery(
                                """
                                insert into delivery_attempt (delivery_id, number, started_at, duration_ms, outcome, status, answer)
                                values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing
                                """)
                        .execute(log))
                .chain(() -> giveBack(connection, lane)));
    }

    /** The delivery is past its use: it gets no attempt any more. */
    Uni<Void> expire(Lane lane, Head head, Instant now) {
        return change(
                lane,
                "update delivery set state = 'expired', finished_at = $2 where id = $1",
                Tuple.of(head.id(), utc(now)));
    }

    /** The destination does not want it after all. */
    Uni<Void> drop(Lane lane, Head head) {
        return change(lane, "delete from delivery where id = $1", Tuple.of(head.id()));
    }

    /** The delivery waits without an attempt being counted. */
    Uni<Void> postpone(Lane lane, Head head, Instant until) {
        return change(lane, "update delivery set next_attempt_at = $2 where id = $1", Tuple.of(head.id(), utc(until)));
    }

    /** Gives the lane back as it is. */
    Uni<Void> release(Lane lane) {
        return pool.withTransaction(connection -> giveBack(connection, lane));
    }

    private Uni<Void> change(Lane lane, String sql, Tuple values) {
        return pool.withTransaction(
                connection -> connection.preparedQuery(sql).execute(values).chain(() -> giveBack(connection, lane)));
    }

    private static Uni<Void> giveBack(SqlConnection connection, Lane lane) {
        Tuple key = Tuple.of(lane.destination(), lane.key());
        return connection
                .preparedQuery("select 1 from lane where destination = $1 and lane = $2 for update")
                .execute(key)
                .chain(() -> connection
                        .preparedQuery(
                                """
                                update lane set leased_until = null, ready_at = (
                                       select case when d.state = 'waiting' then d.next_attempt_at end from delivery d
                                        where d.destination = $1 and d.lane = $2 and d.state in ('waiting', 'unknown')
                                        order by d.position limit 1)
                                 where destination = $1 and lane = $2
                                """)
                        .execute(key))
                .replaceWithVoid();
    }

    private static @Nullable String shortened(@Nullable String answer) {
        if (answer == null) {
            return null;
        }
        String printable = answer.replace('\u0000', ' ');
        return printable.length() <= MAX_ANSWER_LENGTH ? printable : printable.substring(0, MAX_ANSWER_LENGTH);
    }
}
