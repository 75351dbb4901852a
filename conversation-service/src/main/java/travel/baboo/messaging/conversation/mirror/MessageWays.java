package travel.baboo.messaging.conversation.mirror;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Records the ways by which a message was reported. A message reported by one way only was lost on the others. */
@Singleton
class MessageWays {

    static final int WEBHOOK = 1;
    static final int STREAM = 2;
    static final int RECONCILER = 4;

    private static final String NOTE =
            """
            insert into message_way as w (message_sid, ways, seen_at)
            select n.sid, bit_or(n.way), now() from unnest($1::text[], $2::int[]) as n (sid, way) group by n.sid order by n.sid
            on conflict (message_sid) do update set ways = w.ways | excluded.ways where w.ways | excluded.ways <> w.ways
            """;

    /** Notes the new messages among these events, in one statement. */
    Uni<Void> note(SqlConnection connection, List<TwilioEvent> events) {
        List<TwilioEvent> added = events.stream()
                .filter(event -> event.eventType().equals(EventType.MESSAGE_ADDED.twilioName()))
                .filter(event -> EventValues.text(event, "MessageSid") != null)
                .toList();
        return added.isEmpty()
                ? Uni.createFrom().voidItem()
                : EventValues.execute(
                        connection,
                        NOTE,
                        Tuple.of(
                                added.stream()
                                        .map(event -> EventValues.text(event, "MessageSid"))
                                        .toArray(String[]::new),
                                added.stream().map(event -> way(event.origin())).toArray(Integer[]::new)));
    }

    private static int way(Origin origin) {
        return switch (origin) {
            case WEBHOOK -> WEBHOOK;
            case EVENT_STREAM -> STREAM;
            case RECONCILER -> RECONCILER;
        };
    }
}
