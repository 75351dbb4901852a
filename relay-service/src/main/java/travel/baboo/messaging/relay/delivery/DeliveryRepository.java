package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Writes new deliveries and opens their lanes. */
@Singleton
public class DeliveryRepository {

    private static final String INSERT =
            """
            insert into delivery (id, destination, lane, event_id, event_type, event, part, parts, payload, hops, state,
                                  next_attempt_at, expires_at, occurred_at, created_at, finished_at, last_outcome,
                                  traceparent)
            select id, destination, lane, event_id, event_type, event, part, parts, payload, hops,
                   case when refusal is null then 'waiting' else 'failed' end, created_at, expires_at, occurred_at, created_at,
                   case when refusal is not null then created_at end, refusal, traceparent
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::int[], $8::int[],
                          $9::text[], $10::int[], $11::timestamptz[], $12::timestamptz[], $13::timestamptz[], $14::text[],
                          $15::text[])
                   with ordinality as n (id, destination, lane, event_id, event_type, event, part, parts, payload, hops,
                                         occurred_at, expires_at, created_at, refusal, traceparent, place)
             order by place
            on conflict do nothing
            """;
    private static final String OPEN_LANES =
            """
            insert into lane as l (destination, lane, ready_at)
            select * from unnest($1::text[], $2::text[], $3::timestamptz[])
            on conflict (destination, lane) do update set ready_at = excluded.ready_at where l.ready_at is null
            """;

    /** Adds those that are not there yet. The lanes' rows come last and in one order, so that nobody waits for nobody. */
    public Uni<Void> add(SqlConnection connection, List<NewDelivery> deliveries) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple rows = Tuple.tuple()
                .addArrayOfUUID(array(deliveries, NewDelivery::id, UUID[]::new))
                .addArrayOfString(texts(deliveries, NewDelivery::destination))
                .addArrayOfString(texts(deliveries, NewDelivery::lane))
                .addArrayOfString(texts(deliveries, NewDelivery::eventId))
                .addArrayOfString(texts(deliveries, NewDelivery::eventType))
                .addArrayOfString(texts(deliveries, NewDelivery::event))
                .addArrayOfInteger(array(deliveries, NewDelivery::part, Integer[]::new))
                .addArrayOfInteger(array(deliveries, NewDelivery::parts, Integer[]::new))
                .addArrayOfString(texts(deliveries, NewDelivery::payload))
                .addArrayOfInteger(array(deliveries, NewDelivery::hops, Integer[]::new))
                .addArrayOfOffsetDateTime(times(deliveries, NewDelivery::occurredAt))
                .addArrayOfOffsetDateTime(times(deliveries, NewDelivery::expiresAt))
                .addArrayOfOffsetDateTime(times(deliveries, NewDelivery::createdAt))
                .addArrayOfString(texts(deliveries, NewDelivery::refusal))
                .addArrayOfString(texts(deliveries, NewDelivery::traceparent));
        return connection.preparedQuery(INSERT).execute(rows).chain(() -> openLanes(connection, deliveries));
    }

    private static Uni<Void> openLanes(SqlConnection connection, List<NewDelivery> deliveries) {
        List<Lane> lanes = deliveries.stream()
                .filter(delivery -> delivery.refusal() == null)
                .map(delivery -> new Lane(delivery.destination(), delivery.lane()))
                .distinct()
                .sorted(Comparator.comparing(Lane::destination).thenComparing(Lane::key))
                .toList();
        Instant now = deliveries.get(0).createdAt();
        return connection
                .preparedQuery(OPEN_LANES)
                .execute(Tuple.tuple()
                        .addArrayOfString(texts(lanes, Lane::destination))
                        .addArrayOfString(texts(lanes, Lane::key))
                        .addArrayOfOffsetDateTime(times(lanes, lane -> now)))
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
