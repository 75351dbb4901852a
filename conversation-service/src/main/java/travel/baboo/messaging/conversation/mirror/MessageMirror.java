package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;
import static travel.baboo.messaging.conversation.mirror.EventValues.json;
import static travel.baboo.messaging.conversation.mirror.EventValues.require;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;
import static travel.baboo.messaging.conversation.mirror.EventValues.texts;
import static travel.baboo.messaging.conversation.mirror.EventValues.times;
import static travel.baboo.messaging.conversation.mirror.EventValues.whole;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.phone.OptOutKeyword;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.database.DeliveryStatus;

/**
 * Writes events about messages into the mirror: the latest edit counts, a removed text is gone, a delivery never falls back. What
 * they say about their conversation's activity is written when that is locked ({@link BatchActivity}).
 */
@Singleton
class MessageMirror {

    /**
     * Changes known messages and inserts the others. Their conversations are locked, so that none appears meanwhile; the arrays of SIDs
     * make PostgreSQL find them by their key, however small the table was when the statement was planned.
     */
    private static final String WRITE =
            """
            with n as materialized (
                select * from unnest($1::text[], $2::text[], $3::bigint[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[],
                                     $9::text[], $10::timestamptz[], $11::timestamptz[], $12::timestamptz[], $13::text[],
                                     $14::boolean[], $15::text[], $16::boolean[])
                           as n (sid, conversation_sid, message_index, author, participant_sid, body, attributes, media, source,
                                 created_at, updated_at, removed_at, label, opt_out, channel_metadata, streamed)),
            changed as (
                update message m
                   set message_index = coalesce(n.message_index, m.message_index),
                       author = coalesce(m.author, n.author),
                       participant_sid = coalesce(m.participant_sid, n.participant_sid),
                       source = coalesce(m.source, n.source),
                       body = case when n.removed_at is not null then null
                                   when m.removed_at is null and (m.updated_at < n.updated_at or %1$s) then n.body else m.body end,
                       attributes = case when n.removed_at is not null then '{}'
                                         when m.removed_at is not null or n.attributes is null then m.attributes
                                         when n.streamed then case when %2$s = '-infinity' and m.updated_at < n.updated_at
                                                                   then n.attributes else m.attributes end
                                         when %2$s < n.updated_at then n.attributes else m.attributes end,
                       attributes_at = case when n.streamed or n.attributes is null then %2$s else greatest(%2$s, n.updated_at) end,
                       media = case when n.removed_at is not null then null
                                    when m.removed_at is null and (m.updated_at < n.updated_at or %1$s) then n.media else m.media end,
                       channel_metadata = case when n.removed_at is not null then null
                                               when m.removed_at is null then coalesce(n.channel_metadata, m.channel_metadata) end,
                       label = case when m.removed_at is not null or n.removed_at is not null then null
                                    when m.label_at is null or n.updated_at >= m.label_at then coalesce(n.label, m.label)
                                    else m.label end,
                       label_at = greatest(m.label_at, case when n.label is not null then n.updated_at end),
                       opt_out = coalesce(m.opt_out, n.opt_out),
                       updated_at = greatest(m.updated_at, n.updated_at),
                       removed_at = coalesce(m.removed_at, n.removed_at)
                  from n where m.sid = n.sid and m.sid = any($1))
            insert into message (sid, conversation_sid, message_index, author, participant_sid, body, attributes, media, source,
                                 created_at, updated_at, removed_at, label, label_at, opt_out, channel_metadata, attributes_at)
            select n.sid, n.conversation_sid,
                   coalesce(n.message_index, (select coalesce(max(o.message_index), -1) + 1 from message o
                                               where o.conversation_sid = n.conversation_sid)),
                   n.author, n.participant_sid, n.body, coalesce(n.attributes, '{}'), n.media, n.source, n.created_at, n.updated_at,
                   n.removed_at, n.label, case when n.label is not null then n.updated_at end, n.opt_out, n.channel_metadata,
                   case when n.attributes is null or n.streamed then timestamptz '-infinity' else n.updated_at end
              from n where not exists (select from message m where m.sid = n.sid)
            """
                    .formatted(
                            // The same version, so far by Event Streams only.
                            "(m.updated_at = n.updated_at and not n.streamed and coalesce(m.attributes_at, m.updated_at) < n.updated_at)",
                            "coalesce(m.attributes_at, m.updated_at)");

    /** A receipt never falls back. */
    private static final String WRITE_RECEIPTS =
            """
            insert into delivery_receipt as r (sid, message_sid, participant_sid, status, error_code, updated_at)
            select * from unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::timestamptz[])
            on conflict (sid) do update
               set status = excluded.status, error_code = excluded.error_code, updated_at = excluded.updated_at
             where array_position(array['sent', 'delivered', 'read', 'undelivered', 'failed'], excluded.status)
                 > array_position(array['sent', 'delivered', 'read', 'undelivered', 'failed'], r.status)
            """;

    /** For the review of the conversation, which finds its messages that did not arrive by the conversation. */
    private static final String NOTE_FAILURES =
            """
            insert into undelivered_message (message_sid, conversation_sid, error_code)
            select * from unnest($1::text[], $2::text[], $3::text[])
            on conflict do nothing
            """;

    /** What an event says of a message. */
    private record MessageValues(
            String sid,
            String conversation,
            @Nullable Long index,
            @Nullable String author,
            @Nullable String participant,
            @Nullable String body,
            @Nullable String attributes,
            @Nullable String media,
            @Nullable String source,
            Instant created,
            Instant updated,
            @Nullable Instant removed,
            @Nullable String label,
            @Nullable Boolean optOut,
            @Nullable String channelMetadata,
            boolean streamed) {}

    private record Receipt(
            String sid,
            String message,
            @Nullable String conversation,
            @Nullable String participant,
            DeliveryStatus status,
            @Nullable String error,
            Instant updated) {}

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

    /**
     * Applies them in one statement, or in one more for each further event about the same message. A message whose index cannot be read
     * comes last until the reconciler, which checks at once, has found its index.
     *
     * @param events message events, each with the SID of a conversation
     */
    Uni<Void> apply(SqlConnection connection, List<TwilioEvent> events) {
        List<MessageValues> changes = events.stream().map(this::change).toList();
        List<MessageValues> unplaced =
                changes.stream().filter(change -> change.index() == null).toList();
        // An unplaced one gets its place from those that were written before it.
        List<List<MessageValues>> rounds = Rounds.of(changes, change -> change.index() == null, MessageValues::sid);
        return InTurn.each(rounds, round -> write(connection, round))
                .chain(() -> checkSoon(connection, unplaced))
                .chain(() -> labels.request(connection, events))
                .chain(() -> details.request(connection, events))
                .chain(() -> contacts.learnFromMessages(
                        connection,
                        events.stream()
                                .filter(MessageMirror::mayBeAPhones)
                                .map(event -> require(event, "MessageSid"))
                                .toList()));
    }

    private MessageValues change(TwilioEvent event) {
        boolean removed = is(event, EventType.MESSAGE_REMOVED);
        String body = removed ? null : whole(event, "Body");
        return new MessageValues(
                require(event, "MessageSid"),
                String.valueOf(event.conversationSid()),
                event.messageIndex(),
                text(event, "Author"),
                text(event, "ParticipantSid"),
                body,
                removed ? null : json(event, "Attributes", json),
                removed ? null : json(event, "Media", json),
                is(event, EventType.MESSAGE_ADDED) ? text(event, "Source") : null,
                EventValues.createdAt(event),
                event.occurredAt(),
                removed ? event.occurredAt() : null,
                removed
                        ? null
                        : MessageMarks.of(event.fields(), json)
                                .from()
                                .map(EventValues::clean)
                                .orElse(null),
                OptOutKeyword.of(body)
                        .map(keyword -> keyword == OptOutKeyword.OPT_OUT)
                        .orElse(null),
                removed ? null : text(event, "ChannelMetadata"),
                EventValues.isStreamed(event));
    }

    private static Uni<Void> write(SqlConnection connection, List<MessageValues> changes) {
        return execute(
                connection,
                WRITE,
                Tuple.tuple()
                        .addArrayOfString(texts(changes, MessageValues::sid))
                        .addArrayOfString(texts(changes, MessageValues::conversation))
                        .addArrayOfLong(
                                changes.stream().map(MessageValues::index).toArray(Long[]::new))
                        .addArrayOfString(texts(changes, MessageValues::author))
                        .addArrayOfString(texts(changes, MessageValues::participant))
                        .addArrayOfString(texts(changes, MessageValues::body))
                        .addArrayOfString(texts(changes, MessageValues::attributes))
                        .addArrayOfString(texts(changes, MessageValues::media))
                        .addArrayOfString(texts(changes, MessageValues::source))
                        .addArrayOfOffsetDateTime(times(changes, MessageValues::created))
                        .addArrayOfOffsetDateTime(times(changes, MessageValues::updated))
                        .addArrayOfOffsetDateTime(times(changes, MessageValues::removed))
                        .addArrayOfString(texts(changes, MessageValues::label))
                        .addArrayOfBoolean(
                                changes.stream().map(MessageValues::optOut).toArray(Boolean[]::new))
                        .addArrayOfString(texts(changes, MessageValues::channelMetadata))
                        .addArrayOfBoolean(
                                changes.stream().map(MessageValues::streamed).toArray(Boolean[]::new)));
    }

    private static Uni<Void> checkSoon(SqlConnection connection, List<MessageValues> unplaced) {
        return unplaced.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(
                        connection,
                        "update conversation_check set check_after = now() where conversation_sid = any($1)",
                        Tuple.tuple().addArrayOfString(texts(unplaced, MessageValues::conversation)));
    }

    private static boolean is(TwilioEvent event, EventType type) {
        return event.eventType().equals(type.twilioName());
    }

    private static boolean mayBeAPhones(TwilioEvent event) {
        String source = text(event, "Source");
        return is(event, EventType.MESSAGE_ADDED)
                && text(event, "ParticipantSid") != null
                && !"API".equals(source)
                && !"SDK".equals(source);
    }

    /** Applies delivery receipts like messages; one without a known status says nothing. */
    Uni<Void> applyReceipts(SqlConnection connection, List<TwilioEvent> events) {
        List<Receipt> receipts =
                events.stream().flatMap(event -> receipt(event).stream()).toList();
        return InTurn.each(Rounds.of(receipts, Receipt::sid), round -> writeReceipts(connection, round))
                .chain(() -> noteFailures(
                        connection,
                        receipts.stream()
                                .filter(receipt -> receipt.status().isFailure() && receipt.conversation() != null)
                                .toList()));
    }

    private static Optional<Receipt> receipt(TwilioEvent event) {
        return DeliveryStatus.find(text(event, "Status"))
                .map(status -> new Receipt(
                        require(event, "DeliveryReceiptSid"),
                        require(event, "MessageSid"),
                        event.conversationSid(),
                        text(event, "ParticipantSid"),
                        status,
                        text(event, "ErrorCode"),
                        event.occurredAt()));
    }

    private static Uni<Void> writeReceipts(SqlConnection connection, List<Receipt> receipts) {
        return execute(
                connection,
                WRITE_RECEIPTS,
                Tuple.tuple()
                        .addArrayOfString(texts(receipts, Receipt::sid))
                        .addArrayOfString(texts(receipts, Receipt::message))
                        .addArrayOfString(texts(receipts, Receipt::participant))
                        .addArrayOfString(
                                texts(receipts, receipt -> receipt.status().text()))
                        .addArrayOfString(texts(receipts, Receipt::error))
                        .addArrayOfOffsetDateTime(times(receipts, Receipt::updated)));
    }

    private static Uni<Void> noteFailures(SqlConnection connection, List<Receipt> failures) {
        return failures.isEmpty()
                ? Uni.createFrom().voidItem()
                : execute(
                        connection,
                        NOTE_FAILURES,
                        Tuple.of(
                                texts(failures, Receipt::message),
                                texts(failures, Receipt::conversation),
                                texts(failures, Receipt::error)));
    }
}
