package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Inserts new deliveries and opens their lanes. */
@Singleton
public class DeliveryRepository {

    private static final String INSERT =
            """
            insert into delivery (id, destination, lane, event_id, event_type, type, event, payload, hops, state,
                                  next_attempt_at, expires_at, occurred_at, created_at, finished_at, last_outcome,
                                  traceparent, message_index, gap, turn)
            select n.id, n.destination, n.lane, n.event_id, n.event_type, n.type, n.event, n.payload, n.hops,
                   case when n.refusal is null then 'waiting' else 'failed' end, now() + n.hold * interval '1 ms', n.expires_at,
                   n.occurred_at, now(), case when n.refusal is not null then now() end,
                   coalesce(n.refusal, case when n.hold > 0 then '%s' end), n.traceparent, n.message_index, n.gap,
                   case when n.late then (select min(coalesce(d.turn, d.position)) from delivery d
                                           where d.destination = n.destination and d.lane = n.lane and %s
                                             and d.message_index > n.message_index) end
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                          $9::int[], $10::timestamptz[], $11::timestamptz[], $12::text[], $13::text[], $14::bigint[],
                          $15::boolean[], $16::boolean[], $17::bigint[])
                   with ordinality as n (id, destination, lane, event_id, event_type, type, event, payload, hops,
                                         occurred_at, expires_at, refusal, traceparent, message_index, gap, late, hold, place)
             order by n.place
            on conflict do nothing
            """
                    .formatted(HeldDeliveries.WEBHOOK_AWAITED, LaneOrder.OPEN);
    private static final String LOCK =
            "select 1 from lane where destination = any($1) and lane = any($2) order by destination, lane for update";

    private static final String OPEN_LANES =
            """
            insert into lane as l (destination, lane, ready_at)
            select n.destination, n.lane, now() from unnest($1::text[], $2::text[]) as n (destination, lane)
            on conflict (destination, lane) do update set ready_at = excluded.ready_at where l.ready_at is null
            """;
    private static final String WAKE =
            """
            with due as (
                 update delivery d set next_attempt_at = now()
                  where d.destination = any($1) and d.lane = any($2) and d.state = 'waiting' and d.last_outcome = $3
                 returning d.destination, d.lane),
            held as (
                 select distinct d.destination, d.lane from delivery d
                  where d.destination = any($1) and d.lane = any($2) and d.state = 'waiting' and d.last_outcome = $4)
            update lane l set ready_at = now() from (select * from due union select * from held) as due
             where l.destination = due.destination and l.lane = due.lane and l.lease is null
            """;

    /**
     * Locks lanes before deliveries in them are changed. A lane's worker locks the lane first, too; a change that locked the delivery first
     * could wait for the worker while the worker waits for it.
     */
    public Uni<Void> lock(SqlConnection connection, Collection<String> destinations, Collection<String> lanes) {
        return lanes.isEmpty()
                ? Uni.createFrom().voidItem()
                : connection
                        .preparedQuery(LOCK)
                        .execute(Tuple.of(destinations.toArray(String[]::new), lanes.toArray(String[]::new)))
                        .replaceWithVoid();
    }

    /** Inserts deliveries that do not exist yet. Rows of lanes are locked last and in one order, to avoid deadlocks. */
    public Uni<Void> add(SqlConnection connection, List<NewDelivery> deliveries) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple rows = Tuple.tuple()
                .addArrayOfUUID(
                        array(deliveries, row -> DeliveryId.of(row.destination(), row.eventId(), 1), UUID[]::new))
                .addArrayOfString(texts(deliveries, NewDelivery::destination))
                .addArrayOfString(texts(deliveries, NewDelivery::lane))
                .addArrayOfString(texts(deliveries, NewDelivery::eventId))
                .addArrayOfString(texts(deliveries, NewDelivery::eventType))
                .addArrayOfString(texts(deliveries, NewDelivery::type))
                .addArrayOfString(texts(deliveries, NewDelivery::event))
                .addArrayOfString(texts(deliveries, NewDelivery::payload))
                .addArrayOfInteger(array(deliveries, NewDelivery::hops, Integer[]::new))
                .addArrayOfOffsetDateTime(times(deliveries, NewDelivery::occurredAt))
                .addArrayOfOffsetDateTime(times(deliveries, NewDelivery::expiresAt))
                .addArrayOfString(texts(deliveries, NewDelivery::refusal))
                .addArrayOfString(texts(deliveries, NewDelivery::traceparent))
                .addArrayOfLong(array(
                        deliveries,
                        row -> row.order() == null ? null : row.order().index(),
                        Long[]::new))
                .addArrayOfBoolean(array(
                        deliveries, row -> row.order() != null && row.order().gap(), Boolean[]::new))
                .addArrayOfBoolean(array(deliveries, NewDelivery::isLate, Boolean[]::new))
                .addArrayOfLong(array(deliveries, row -> row.hold().toMillis(), Long[]::new));
        return connection.preparedQuery(INSERT).execute(rows).chain(() -> openLanes(connection, deliveries));
    }

    private static Uni<Void> openLanes(SqlConnection connection, List<NewDelivery> deliveries) {
        List<Lane> lanes = deliveries.stream()
                .filter(delivery -> delivery.refusal() == null)
                .map(delivery -> new Lane(delivery.destination(), delivery.lane()))
                .distinct()
                .sorted(Comparator.comparing(Lane::destination).thenComparing(Lane::key))
                .toList();
        return connection
                .preparedQuery(OPEN_LANES)
                .execute(Tuple.of(texts(lanes, Lane::destination), texts(lanes, Lane::key)))
                .replaceWithVoid();
    }

    /** Rechecks deliveries that wait for earlier messages in these lanes, and lanes whose next delivery waited for its webhook. */
    public Uni<Void> wake(SqlConnection connection, Collection<String> destinations, Collection<String> lanes) {
        if (lanes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return connection
                .preparedQuery(WAKE)
                .execute(Tuple.of(
                        destinations.toArray(String[]::new),
                        lanes.toArray(String[]::new),
                        TurnDecider.GAP_AWAITED,
                        HeldDeliveries.WEBHOOK_AWAITED))
                .replaceWithVoid();
    }

    static <T> String[] texts(List<T> rows, Function<T, @Nullable String> value) {
        return array(rows, value, String[]::new);
    }

    static <T> OffsetDateTime[] times(List<T> rows, Function<T, @Nullable Instant> value) {
        return array(rows, row -> utc(value.apply(row)), OffsetDateTime[]::new);
    }

    static <T, V> V[] array(List<T> rows, Function<T, ? extends @Nullable V> value, IntFunction<V[]> maker) {
        return rows.stream().map(value).toArray(maker);
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }
}
