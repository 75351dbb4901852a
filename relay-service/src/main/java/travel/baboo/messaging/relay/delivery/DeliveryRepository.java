package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Writes new deliveries and opens their lanes. */
@Singleton
public class DeliveryRepository {

    /** Adds those that are not there yet. The lanes' rows come last and in one order, so that nobody waits for nobody. */
    public Uni<Void> add(SqlConnection connection, List<NewDelivery> deliveries) {
        if (deliveries.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Tuple> rows = deliveries.stream().map(DeliveryRepository::row).toList();
        return connection
                .preparedQuery(
                        """
                        insert into delivery (id, destination, lane, event_id, event_type, event, state, next_attempt_at,
                                              expires_at, occurred_at, created_at)
                        values ($1, $2, $3, $4, $5, $6, 'waiting', $9, $8, $7, $9)
                        on conflict do nothing
                        """)
                .executeBatch(rows)
                .chain(() -> openLanes(connection, deliveries));
    }

    private static Tuple row(NewDelivery delivery) {
        return Tuple.tuple()
                .addUUID(delivery.id())
                .addString(delivery.destination())
                .addString(delivery.lane())
                .addString(delivery.eventId())
                .addString(delivery.eventType())
                .addString(delivery.event())
                .addOffsetDateTime(utc(delivery.occurredAt()))
                .addOffsetDateTime(utc(delivery.expiresAt()))
                .addOffsetDateTime(utc(delivery.createdAt()));
    }

    private static Uni<Void> openLanes(SqlConnection connection, List<NewDelivery> deliveries) {
        Map<String, Map<String, Instant>> lanes = new TreeMap<>();
        deliveries.forEach(delivery -> lanes.computeIfAbsent(delivery.destination(), name -> new TreeMap<>())
                .putIfAbsent(delivery.lane(), delivery.createdAt()));
        Map<Lane, Tuple> rows = new LinkedHashMap<>();
        lanes.forEach((destination, keys) ->
                keys.forEach((key, at) -> rows.put(new Lane(destination, key), Tuple.of(destination, key, utc(at)))));
        return connection
                .preparedQuery(
                        """
                        insert into lane as l (destination, lane, ready_at) values ($1, $2, $3)
                        on conflict (destination, lane) do update set ready_at = coalesce(l.ready_at, excluded.ready_at)
                        """)
                .executeBatch(List.copyOf(rows.values()))
                .replaceWithVoid();
    }

    static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }
}
