package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;
import static travel.baboo.messaging.conversation.mirror.EventValues.require;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.Locale;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Writes events about messages into the mirror: the latest edit counts, a removed text is gone, a delivery never falls back. What
 * they tell of their conversation's activity is written when that is locked ({@link BatchActivity}).
 */
@Singleton
class MessageMirror {

    private final ContactRepository contacts;

    MessageMirror(ContactRepository contacts) {
        this.contacts = contacts;
    }

    Uni<Void> apply(SqlConnection connection, String conversation, TwilioEvent event, EventType type) {
        String sid = require(event, "MessageSid");
        Long index = event.messageIndex();
        if (index == null) {
            throw new UnappliableEventException("the event has no Index", null);
        }
        boolean removed = type == EventType.MESSAGE_REMOVED;
        Tuple values = Tuple.tuple()
                .addString(sid)
                .addString(conversation)
                .addLong(index)
                .addString(text(event, "Author"))
                .addString(text(event, "ParticipantSid"))
                .addString(removed ? null : event.fields().find("Body").orElse(null))
                .addString(removed ? null : text(event, "Attributes"))
                .addString(removed ? null : text(event, "Media"))
                .addString(type == EventType.MESSAGE_ADDED ? text(event, "Source") : null)
                .addOffsetDateTime(Times.toDatabase(EventValues.createdAt(event)))
                .addOffsetDateTime(Times.toDatabase(event.occurredAt()))
                .addOffsetDateTime(removed ? Times.toDatabase(event.occurredAt()) : null);
        return execute(
                        connection,
                        """
                        insert into message as m (sid, conversation_sid, message_index, author, participant_sid, body, attributes,
                                                  media, source, created_at, updated_at, removed_at)
                        values ($1, $2, $3, $4, $5, $6, coalesce($7, '{}'), $8, $9, $10, $11, $12)
                        on conflict (sid) do update
                           set author = coalesce(m.author, excluded.author),
                               participant_sid = coalesce(m.participant_sid, excluded.participant_sid),
                               source = coalesce(m.source, excluded.source),
                               body = case when $12 is not null then null
                                           when m.removed_at is null and m.updated_at < $11 then $6 else m.body end,
                               attributes = case when $12 is not null then '{}'
                                                 when m.removed_at is null and m.updated_at < $11 then coalesce($7, m.attributes)
                                                 else m.attributes end,
                               media = case when $12 is not null then null
                                            when m.removed_at is null and m.updated_at < $11 then $8 else m.media end,
                               updated_at = greatest(m.updated_at, excluded.updated_at),
                               removed_at = coalesce(m.removed_at, excluded.removed_at)
                        """,
                        values)
                .chain(() -> type == EventType.MESSAGE_ADDED && mayBeAPhones(event)
                        ? contacts.learnFromMessage(connection, sid)
                        : Uni.createFrom().voidItem());
    }

    private static boolean mayBeAPhones(TwilioEvent event) {
        String source = text(event, "Source");
        return text(event, "ParticipantSid") != null && !"API".equals(source) && !"SDK".equals(source);
    }

    Uni<Void> applyReceipt(SqlConnection connection, TwilioEvent event) {
        Tuple values = Tuple.tuple()
                .addString(require(event, "DeliveryReceiptSid"))
                .addString(require(event, "MessageSid"))
                .addString(text(event, "ParticipantSid"))
                .addString(require(event, "Status").toLowerCase(Locale.ROOT))
                .addString(text(event, "ErrorCode"))
                .addOffsetDateTime(Times.toDatabase(event.occurredAt()));
        return execute(
                connection,
                """
                insert into delivery_receipt as r (sid, message_sid, participant_sid, status, error_code, updated_at)
                values ($1, $2, $3, $4, $5, $6)
                on conflict (sid) do update
                   set status = excluded.status, error_code = excluded.error_code, updated_at = excluded.updated_at
                 where array_position(array['sent', 'delivered', 'read', 'undelivered', 'failed'], excluded.status)
                     > array_position(array['sent', 'delivered', 'read', 'undelivered', 'failed'], r.status)
                """,
                values);
    }
}
