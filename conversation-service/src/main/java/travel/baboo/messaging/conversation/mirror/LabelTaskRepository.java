package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.common.sender.MessageMarks.isTrusted;
import static travel.baboo.messaging.conversation.mirror.EventValues.execute;
import static travel.baboo.messaging.conversation.mirror.EventValues.isStreamed;
import static travel.baboo.messaging.conversation.mirror.EventValues.require;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.Predicate;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.label.LabelConfig;

/**
 * Asks, in the mirror's transaction, for a label to be written at Twilio: for a message that came without one that can be believed, and
 * again when a browser has written over it, a bounded number of times.
 */
@Singleton
class LabelTaskRepository {

    private static final String REQUEST =
            """
            insert into label_task (message_sid, conversation_sid)
            select sid, conversation_sid from message where sid = any($1) and label_writes = 0 and label is null
             order by sid
            on conflict (message_sid) do update set due_at = excluded.due_at, attempts = 0 where label_task.owner is null
            """;

    private static final String REQUEST_AGAIN =
            """
            insert into label_task (message_sid, conversation_sid)
            select sid, conversation_sid from message
             where sid = any($1) and label_writes < $2::int and (label is not null or label_writes > 0)
             order by sid
            on conflict (message_sid) do update set due_at = excluded.due_at, attempts = 0 where label_task.owner is null
            """;

    /** Event Streams does not show whether a label can be trusted: the message's webhook has five minutes to say so. */
    private static final String REQUEST_LATER =
            """
            insert into label_task (message_sid, conversation_sid, due_at)
            select sid, conversation_sid, now() + interval '5 minutes' from message
             where sid = any($1) and label_writes = 0 and label is null and source is null
             order by sid
            on conflict do nothing
            """;

    /** These messages' own webhooks say that their labels can be trusted. */
    private static final String WITHDRAW = "delete from label_task where message_sid = any($1)";

    private final LabelConfig config;
    private final Clock clock;

    LabelTaskRepository(LabelConfig config, Clock clock) {
        this.config = config;
        this.clock = clock;
    }

    /** Requests the labels of messages that these events report, after the messages were written. */
    Uni<Void> request(SqlConnection connection, List<TwilioEvent> events) {
        if (!config.enabled()) {
            return Uni.createFrom().voidItem();
        }
        Instant oldest = clock.instant().minus(config.maxAge());
        List<TwilioEvent> recent = events.stream()
                .filter(event -> EventValues.createdAt(event).isAfter(oldest))
                .toList();
        List<TwilioEvent> streamed = some(recent, event -> isStreamed(event) && is(event, EventType.MESSAGE_ADDED));
        List<TwilioEvent> trusted = some(
                recent, event -> !isStreamed(event) && is(event, EventType.MESSAGE_ADDED) && isTrusted(event.fields()));
        List<TwilioEvent> added = some(
                recent,
                event -> !isStreamed(event) && is(event, EventType.MESSAGE_ADDED) && !isTrusted(event.fields()));
        List<TwilioEvent> overwritten = some(
                recent,
                event -> !isStreamed(event)
                        && is(event, EventType.MESSAGE_UPDATED)
                        && !isTrusted(event.fields())
                        && "SDK".equals(text(event, "Source")));
        return run(connection, REQUEST_LATER, streamed, List.of())
                .chain(() -> run(connection, WITHDRAW, trusted, List.of()))
                .chain(() -> run(connection, REQUEST, added, List.of()))
                .chain(() -> run(connection, REQUEST_AGAIN, overwritten, List.of(config.maxWrites())));
    }

    private static Uni<Void> run(
            SqlConnection connection, String statement, List<TwilioEvent> events, List<Object> more) {
        if (events.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple values = Tuple.tuple()
                .addArrayOfString(events.stream()
                        .map(event -> require(event, "MessageSid"))
                        .toArray(String[]::new));
        more.forEach(values::addValue);
        return execute(connection, statement, values);
    }

    private static List<TwilioEvent> some(List<TwilioEvent> events, Predicate<TwilioEvent> kind) {
        return events.stream().filter(kind).toList();
    }

    private static boolean is(TwilioEvent event, EventType type) {
        return event.eventType().equals(type.twilioName());
    }
}
