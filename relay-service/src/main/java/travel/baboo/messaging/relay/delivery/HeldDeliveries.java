package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.array;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.texts;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.times;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Deliveries of messages that arrived by Event Streams and wait for their webhook, which knows more.
 *
 * <p>The webhook replaces what such a delivery sends, and keeps its turn. A destination that does not get the message by its
 * webhook loses the delivery. What is no longer held, or may be on its way already, stays as it is.
 */
@Singleton
public class HeldDeliveries {

    /** The last outcome of a delivery that waits for its event's webhook. */
    static final String WEBHOOK_AWAITED = "webhook-awaited";

    /** After the end of its grace it may be on its way as soon as its lane is leased. */
    private static final String HELD =
            """
            d.state = 'waiting' and d.last_outcome = '%s' and d.attempts = 0 and d.sending_since is null and d.parts = 1
               and (d.next_attempt_at > now()
                    or not exists (select 1 from lane l where l.destination = d.destination and l.lane = d.lane and l.leased_until > now()))
            """
                    .formatted(WEBHOOK_AWAITED);

    private static final String FIND =
            "select distinct d.destination, d.lane from delivery d where d.event_id = any($1) and " + HELD;

    private static final String REPLACE =
            """
            update delivery d
               set event = n.event, type = n.type, payload = n.payload, hops = n.hops, occurred_at = n.occurred_at,
                   expires_at = n.expires_at, traceparent = n.traceparent, next_attempt_at = now(), last_outcome = n.refusal,
                   state = case when n.refusal is null then 'waiting' else 'failed' end,
                   finished_at = case when n.refusal is not null then now() end
              from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::int[], $6::timestamptz[], $7::timestamptz[],
                          $8::text[], $9::text[])
                   as n (id, event, type, payload, hops, occurred_at, expires_at, traceparent, refusal)
             where d.id = n.id and
            """
                    + HELD;

    private static final String DELETE = "delete from delivery d where d.event_id = any($1) and " + HELD;

    /**
     * Replaces held deliveries of these events by those that the webhooks want, and deletes the others. Their lanes are locked already.
     *
     * @param eventIds of webhooks
     * @param wanted deliveries of these and other events
     * @return the destinations of held deliveries
     */
    public Uni<Set<String>> settle(
            SqlConnection connection, Collection<String> eventIds, Collection<NewDelivery> wanted) {
        if (eventIds.isEmpty()) {
            return Uni.createFrom().item(Set.of());
        }
        String[] ids = eventIds.toArray(String[]::new);
        List<NewDelivery> replacing = wanted.stream()
                .filter(delivery -> eventIds.contains(delivery.eventId()))
                .toList();
        return connection
                .preparedQuery(FIND)
                .execute(Tuple.tuple().addArrayOfString(ids))
                .chain(rows -> {
                    List<Lane> lanes = lanes(rows);
                    return lanes.isEmpty()
                            ? Uni.createFrom().item(Set.of())
                            : replace(connection, replacing)
                                    .chain(() -> connection
                                            .preparedQuery(DELETE)
                                            .execute(Tuple.tuple().addArrayOfString(ids)))
                                    .chain(() -> LaneOpening.open(connection, lanes))
                                    .replaceWith(lanes.stream()
                                            .map(Lane::destination)
                                            .collect(Collectors.toSet()));
                });
    }

    private static List<Lane> lanes(RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Lane(row.getString("destination"), row.getString("lane")))
                .toList();
    }

    private static Uni<Void> replace(SqlConnection connection, List<NewDelivery> deliveries) {
        Tuple rows = Tuple.tuple()
                .addArrayOfUUID(
                        array(deliveries, row -> DeliveryId.of(row.destination(), row.eventId(), 1), UUID[]::new))
                .addArrayOfString(texts(deliveries, NewDelivery::event))
                .addArrayOfString(texts(deliveries, NewDelivery::type))
                .addArrayOfString(texts(deliveries, NewDelivery::payload))
                .addArrayOfInteger(array(deliveries, NewDelivery::hops, Integer[]::new))
                .addArrayOfOffsetDateTime(times(deliveries, NewDelivery::occurredAt))
                .addArrayOfOffsetDateTime(times(deliveries, NewDelivery::expiresAt))
                .addArrayOfString(texts(deliveries, NewDelivery::traceparent))
                .addArrayOfString(texts(deliveries, NewDelivery::refusal));
        return connection.preparedQuery(REPLACE).execute(rows).replaceWithVoid();
    }
}
