package travel.baboo.messaging.conversation.mirror;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Records the ways by which a message was reported, and when the report that came first happened, was received and was published. A message
 * reported by one way only was lost on the others.
 */
@Singleton
public class MessageWays {

    static final int WEBHOOK = 1;
    static final int STREAM = 2;
    static final int RECONCILER = 4;

    private static final String NOTE =
            """
            insert into message_way as w (message_sid, ways, seen_at, occurred_at, received_at, published_at)
            select n.sid, bit_or(n.way), now(), min(n.occurred), min(n.received), min(n.published)
              from unnest($1::text[], $2::int[], $3::timestamptz[], $4::timestamptz[], $5::timestamptz[])
                   as n (sid, way, occurred, received, published)
             group by n.sid order by n.sid
            on conflict (message_sid) do update set ways = w.ways | excluded.ways where w.ways | excluded.ways <> w.ways
            """;

    /** Notes the new messages among these events, in one statement. */
    Uni<Void> note(SqlConnection connection, List<Arrival> arrivals) {
        List<Arrival> added = arrivals.stream()
                .filter(arrival -> arrival.event().eventType().equals(EventType.MESSAGE_ADDED.twilioName()))
                .filter(arrival -> EventValues.text(arrival.event(), "MessageSid") != null)
                .toList();
        return added.isEmpty()
                ? Uni.createFrom().voidItem()
                : EventValues.execute(
                        connection,
                        NOTE,
                        Tuple.of(
                                added.stream()
                                        .map(arrival -> EventValues.text(arrival.event(), "MessageSid"))
                                        .toArray(String[]::new),
                                added.stream()
                                        .map(arrival -> way(arrival.event().origin()))
                                        .toArray(Integer[]::new),
                                times(added, arrival -> arrival.event().occurredAt()),
                                times(added, arrival -> arrival.event().receivedAt()),
                                times(added, Arrival::publishedAt)));
    }

    private static OffsetDateTime[] times(List<Arrival> arrivals, Function<Arrival, Instant> time) {
        return arrivals.stream().map(time).map(Times::toDatabase).toArray(OffsetDateTime[]::new);
    }

    /** The ways in a number that adds them up, by the name of their origin. */
    public static List<String> names(int ways) {
        return Stream.of(Origin.values())
                .filter(origin -> (ways & way(origin)) != 0)
                .map(MessageWays::name)
                .toList();
    }

    /** An origin as metrics and the API name it. */
    static String name(Origin origin) {
        return switch (origin) {
            case WEBHOOK -> "webhook";
            case EVENT_STREAM -> "event-stream";
            case RECONCILER -> "reconciler";
        };
    }

    private static int way(Origin origin) {
        return switch (origin) {
            case WEBHOOK -> WEBHOOK;
            case EVENT_STREAM -> STREAM;
            case RECONCILER -> RECONCILER;
        };
    }
}
