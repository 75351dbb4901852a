package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.conversation.label.LabelConfig;

/**
 * Asks, in the mirror's transaction, for a label to be written at Twilio: for a message that came without one that can be believed, and
 * again when a browser has written over it, a bounded number of times.
 */
@Singleton
class LabelTaskRepository {

    private final LabelConfig config;
    private final Clock clock;

    LabelTaskRepository(LabelConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    Uni<Void> request(
            SqlConnection connection, String conversation, String message, TwilioEvent event, EventType type) {
        boolean recent = EventValues.createdAt(event).plus(config.maxAge()).isAfter(clock.instant());
        if (!config.enabled() || !recent) {
            return Uni.createFrom().voidItem();
        }
        if (EventValues.isStreamed(event)) {
            return type == EventType.MESSAGE_ADDED
                    ? requestLater(connection, conversation, message)
                    : Uni.createFrom().voidItem();
        }
        if (MessageMarks.isTrusted(event.fields())) {
            return type == EventType.MESSAGE_ADDED
                    ? execute(connection, "delete from label_task where message_sid = $1", Tuple.of(message))
                    : Uni.createFrom().voidItem();
        }
        String when = type == EventType.MESSAGE_ADDED
                ? "label_writes = 0 and label is null"
                : "$3 = 'SDK' and label_writes < $4::int and (label is not null or label_writes > 0)";
        Tuple values = type == EventType.MESSAGE_ADDED
                ? Tuple.of(message, conversation)
                : Tuple.of(message, conversation, EventValues.text(event, "Source"), config.maxWrites());
        return execute(
                connection,
                "insert into label_task (message_sid, conversation_sid) select sid, $2 from message where sid = $1 and "
                        + when
                        + " on conflict (message_sid) do update set due_at = excluded.due_at where label_task.owner is null",
                values);
    }

    /** Event Streams does not show whether a label can be trusted: the message's webhook has five minutes to say so. */
    private static Uni<Void> requestLater(SqlConnection connection, String conversation, String message) {
        return execute(
                connection,
                """
                insert into label_task (message_sid, conversation_sid, due_at)
                select sid, $2, now() + interval '5 minutes' from message
                 where sid = $1 and label_writes = 0 and label is null and source is null
                on conflict do nothing
                """,
                Tuple.of(message, conversation));
    }
}
