package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;
import static travel.baboo.messaging.conversation.mirror.EventValues.json;
import static travel.baboo.messaging.conversation.mirror.EventValues.require;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;
import static travel.baboo.messaging.conversation.mirror.EventValues.whole;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.OffsetDateTime;
import java.util.Optional;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.phone.OptOutKeyword;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.conversation.database.DeliveryStatus;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Writes events about messages into the mirror: the latest edit counts, a removed text is gone, a delivery never falls back. What
 * they say about their conversation's activity is written when that is locked ({@link BatchActivity}).
 */
@Singleton
class MessageMirror {

    private static final String UPSERT =
            """
            insert into message as m (sid, conversation_sid, message_index, author, participant_sid, body, attributes, media, source,
                                      created_at, updated_at, removed_at, label, label_at, opt_out, channel_metadata,
                                      attributes_at)
            values ($1, $2, coalesce($3, (select coalesce(max(o.message_index), -1) + 1 from message o where o.conversation_sid = $2)),
                    $4, $5, $6, coalesce($7, '{}'), $8, $9, $10, $11, $12, $13, $14, $15, $16,
                    case when $7::text is null or $17 then timestamptz '-infinity' else $11::timestamptz end)
            on conflict (sid) do update
               set message_index = coalesce($3, m.message_index),
                   author = coalesce(m.author, excluded.author),
                   participant_sid = coalesce(m.participant_sid, excluded.participant_sid),
                   source = coalesce(m.source, excluded.source),
                   body = case when $12 is not null then null
                               when m.removed_at is null and (m.updated_at < $11 or %1$s) then $6 else m.body end,
                   attributes = case when $12 is not null then '{}'
                                     when m.removed_at is not null or $7 is null then m.attributes
                                     when $17 then case when %2$s = '-infinity' and m.updated_at < $11 then $7 else m.attributes end
                                     when %2$s < $11 then $7 else m.attributes end,
                   attributes_at = case when $17 or $7 is null then %2$s else greatest(%2$s, $11) end,
                   media = case when $12 is not null then null
                                when m.removed_at is null and (m.updated_at < $11 or %1$s) then $8 else m.media end,
                   channel_metadata = case when $12 is not null then null
                                           when m.removed_at is null then coalesce($16, m.channel_metadata) end,
                   label = case when m.removed_at is not null or $12 is not null then null
                                when m.label_at is null or $14 >= m.label_at then coalesce($13, m.label) else m.label end,
                   label_at = greatest(m.label_at, $14),
                   opt_out = coalesce(m.opt_out, excluded.opt_out),
                   updated_at = greatest(m.updated_at, excluded.updated_at),
                   removed_at = coalesce(m.removed_at, excluded.removed_at)
            """
                    .formatted(
                            // The same version, so far by Event Streams only.
                            "(m.updated_at = $11 and not $17 and coalesce(m.attributes_at, m.updated_at) < $11)",
                            "coalesce(m.attributes_at, m.updated_at)");

    private final ContactRepository contacts;
    private final LabelTaskRepository labels;
    private final DetailTaskRepository details;
    private final ObjectMapper json;

    MessageMirror(
            ContactRepository contacts, LabelTaskRepository labels, DetailTaskRepository details, ObjectMapper json) {
        this.contacts = contacts;
        this.labels = labels;
        this.details = details;
        this.json = json;
    }

    /** A message whose index cannot be read comes last until the reconciler, which checks at once, has found its index. */
    Uni<Void> apply(SqlConnection connection, String conversation, TwilioEvent event, EventType type) {
        String sid = require(event, "MessageSid");
        boolean removed = type == EventType.MESSAGE_REMOVED;
        String body = removed ? null : whole(event, "Body");
        String label = removed
                ? null
                : MessageMarks.of(event.fields(), json)
                        .from()
                        .map(EventValues::clean)
                        .orElse(null);
        OffsetDateTime at = Times.toDatabase(event.occurredAt());
        Tuple values = Tuple.tuple()
                .addString(sid)
                .addString(conversation)
                .addLong(event.messageIndex())
                .addString(text(event, "Author"))
                .addString(text(event, "ParticipantSid"))
                .addString(body)
                .addString(removed ? null : json(event, "Attributes", json))
                .addString(removed ? null : json(event, "Media", json))
                .addString(type == EventType.MESSAGE_ADDED ? text(event, "Source") : null)
                .addOffsetDateTime(Times.toDatabase(EventValues.createdAt(event)))
                .addOffsetDateTime(at)
                .addOffsetDateTime(removed ? at : null)
                .addString(label)
                .addOffsetDateTime(label == null ? null : at)
                .addBoolean(OptOutKeyword.of(body)
                        .map(keyword -> keyword == OptOutKeyword.OPT_OUT)
                        .orElse(null))
                .addString(removed ? null : text(event, "ChannelMetadata"))
                .addBoolean(EventValues.isStreamed(event));
        return execute(connection, UPSERT, values)
                .chain(() -> event.messageIndex() == null
                        ? checkSoon(connection, conversation)
                        : Uni.createFrom().voidItem())
                .chain(() -> removed
                        ? Uni.createFrom().voidItem()
                        : labels.request(connection, conversation, sid, event, type)
                                .chain(() -> details.request(connection, conversation, sid, event)))
                .chain(() -> type == EventType.MESSAGE_ADDED && mayBeAPhones(event)
                        ? contacts.learnFromMessage(connection, sid)
                        : Uni.createFrom().voidItem());
    }

    private static Uni<Void> checkSoon(SqlConnection connection, String conversation) {
        return execute(
                connection,
                "update conversation_check set check_after = now() where conversation_sid = $1",
                Tuple.of(conversation));
    }

    private static boolean mayBeAPhones(TwilioEvent event) {
        String source = text(event, "Source");
        return text(event, "ParticipantSid") != null && !"API".equals(source) && !"SDK".equals(source);
    }

    Uni<Void> applyReceipt(SqlConnection connection, TwilioEvent event) {
        Optional<DeliveryStatus> status = DeliveryStatus.find(text(event, "Status"));
        if (status.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple values = Tuple.tuple()
                .addString(require(event, "DeliveryReceiptSid"))
                .addString(require(event, "MessageSid"))
                .addString(text(event, "ParticipantSid"))
                .addString(status.get().text())
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
                        values)
                .chain(() -> status.get().isFailure() && event.conversationSid() != null
                        ? noteFailure(connection, event)
                        : Uni.createFrom().voidItem());
    }

    /** For the review of the conversation, which finds its messages that did not arrive by the conversation. */
    private static Uni<Void> noteFailure(SqlConnection connection, TwilioEvent event) {
        return execute(
                connection,
                """
                insert into undelivered_message (message_sid, conversation_sid, error_code) values ($1, $2, $3)
                on conflict do nothing
                """,
                Tuple.tuple()
                        .addString(require(event, "MessageSid"))
                        .addString(event.conversationSid())
                        .addString(text(event, "ErrorCode")));
    }
}
