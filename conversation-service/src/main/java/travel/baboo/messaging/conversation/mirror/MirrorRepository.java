package travel.baboo.messaging.conversation.mirror;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Writes one event into the mirror.
 *
 * <p>Promise: applying events twice, or in another order, ends in the same rows. Dates only grow, {@code closed} and removals
 * are final, a delivery status never falls back.
 */
@Singleton
class MirrorRepository {

    private static final String INQUIRY_PREFIX = "inquiry_";

    Uni<Void> apply(SqlConnection connection, TwilioEvent event) {
        Optional<EventType> type = EventType.find(event.eventType());
        String conversation = event.conversationSid();
        if (type.isEmpty() || conversation == null) {
            return Uni.createFrom().voidItem();
        }
        return Uni.createFrom().deferred(() -> switch (type.get()) {
            case CONVERSATION_ADDED, CONVERSATION_UPDATED -> upsertConversation(connection, conversation, event);
            case CONVERSATION_STATE_UPDATED -> updateState(connection, conversation, event);
            case CONVERSATION_REMOVED -> removeConversation(connection, conversation, event);
            case PARTICIPANT_ADDED, PARTICIPANT_UPDATED, PARTICIPANT_REMOVED ->
                upsertParticipant(connection, conversation, event, type.get());
            case MESSAGE_ADDED, MESSAGE_UPDATED, MESSAGE_REMOVED ->
                upsertMessage(connection, conversation, event, type.get());
            case DELIVERY_UPDATED -> upsertReceipt(connection, event);
            case USER_ADDED, USER_UPDATED, SMS_STATUS_UPDATED ->
                Uni.createFrom().voidItem();
        });
    }

    /**
     * Makes rows for conversations that are not known yet and locks all of them, in one order: whoever writes into a
     * conversation holds its row, so that no two transactions wait for each other.
     *
     * <p>A conversation of which nothing but its SID is known has had no activity: it stands at the end of every list.
     */
    Uni<Void> lock(SqlConnection connection, SortedSet<String> conversationSids) {
        Tuple sids = Tuple.tuple().addArrayOfString(conversationSids.toArray(String[]::new));
        return execute(
                        connection,
                        """
                        insert into conversation (sid, last_activity_at)
                        select sid, 'epoch' from unnest($1::text[]) as sid order by sid
                        on conflict do nothing
                        """,
                        sids)
                .chain(() -> execute(
                        connection,
                        "select 1 from conversation where sid = any($1) order by sid for no key update",
                        sids));
    }

    private static Uni<Void> active(SqlConnection connection, String sid, @Nullable OffsetDateTime at) {
        return at == null
                ? Uni.createFrom().voidItem()
                : execute(
                        connection,
                        "update conversation set last_activity_at = $2 where sid = $1 and last_activity_at < $2",
                        Tuple.of(sid, at));
    }

    private static Uni<Void> upsertConversation(SqlConnection connection, String sid, TwilioEvent event) {
        String uniqueName = text(event, "UniqueName");
        String inquiryId = uniqueName != null && uniqueName.startsWith(INQUIRY_PREFIX)
                ? uniqueName.substring(INQUIRY_PREFIX.length())
                : null;
        OffsetDateTime created =
                Times.toDatabaseOrNull(time(event, "DateCreated").orElse(null));
        OffsetDateTime updatedAt = Times.toDatabase(time(event, "DateUpdated").orElse(event.occurredAt()));
        Tuple values = Tuple.tuple()
                .addString(sid)
                .addString(uniqueName)
                .addString(text(event, "FriendlyName"))
                .addString(text(event, "Attributes"))
                .addString(inquiryId)
                .addOffsetDateTime(
                        Times.toDatabaseOrNull(time(event, "DateCreated").orElse(null)))
                .addOffsetDateTime(updatedAt);
        return execute(
                        connection,
                        """
                        update conversation
                           set unique_name = $2, friendly_name = $3, attributes = coalesce($4, attributes),
                               inquiry_id = coalesce($5, inquiry_id), created_at = coalesce($6, created_at), updated_at = $7
                         where sid = $1 and (updated_at is null or updated_at <= $7)
                        """,
                        values)
                .chain(() -> setState(connection, sid, text(event, "State"), updatedAt))
                .chain(() -> active(connection, sid, created));
    }

    private static Uni<Void> updateState(SqlConnection connection, String sid, TwilioEvent event) {
        return setState(connection, sid, text(event, "StateTo"), Times.toDatabase(event.occurredAt()));
    }

    private static Uni<Void> setState(SqlConnection connection, String sid, @Nullable String state, OffsetDateTime at) {
        if (state == null) {
            return Uni.createFrom().voidItem();
        }
        String known = state.toLowerCase(Locale.ROOT);
        return execute(
                connection,
                """
                update conversation set state = $2, state_at = $3
                 where sid = $1 and state <> 'closed' and ($2 = 'closed' or state_at is null or state_at <= $3)
                """,
                Tuple.of(sid, known, at));
    }

    private static Uni<Void> removeConversation(SqlConnection connection, String sid, TwilioEvent event) {
        return execute(
                        connection,
                        "update conversation set removed_at = coalesce(removed_at, $2) where sid = $1",
                        Tuple.of(sid, Times.toDatabase(event.occurredAt())))
                .chain(() -> execute(
                        connection,
                        "update message set body = null, attributes = '{}', media = null where conversation_sid = $1",
                        Tuple.of(sid)));
    }

    private static Uni<Void> upsertParticipant(
            SqlConnection connection, String conversation, TwilioEvent event, EventType type) {
        String sid = require(event, "ParticipantSid");
        boolean removed = type == EventType.PARTICIPANT_REMOVED;
        String channel = text(event, "MessagingBinding.Type");
        Tuple values = Tuple.tuple()
                .addString(sid)
                .addString(conversation)
                .addString(text(event, "Identity"))
                .addString(text(event, "MessagingBinding.Address"))
                .addString(text(event, "MessagingBinding.ProxyAddress"))
                .addString(channel == null ? null : channel.toLowerCase(Locale.ROOT))
                .addString(text(event, "RoleSid"))
                .addString(text(event, "Attributes"))
                .addLong(number(event, "LastReadMessageIndex"))
                .addOffsetDateTime(
                        Times.toDatabaseOrNull(time(event, "DateCreated").orElse(null)))
                .addOffsetDateTime(Times.toDatabase(event.occurredAt()))
                .addOffsetDateTime(removed ? Times.toDatabase(event.occurredAt()) : null);
        return execute(
                connection,
                """
                insert into participant as p (sid, conversation_sid, identity, address, proxy_address, channel, role_sid,
                                              attributes, last_read_index, created_at, updated_at, removed_at)
                values ($1, $2, $3, $4, $5, $6, $7, coalesce($8, '{}'), $9, $10, $11, $12)
                on conflict (sid) do update
                   set identity = coalesce(excluded.identity, p.identity),
                       address = coalesce(excluded.address, p.address),
                       proxy_address = coalesce(excluded.proxy_address, p.proxy_address),
                       channel = coalesce(excluded.channel, p.channel),
                       role_sid = case when p.updated_at <= $11 then coalesce($7, p.role_sid) else p.role_sid end,
                       attributes = case when p.updated_at <= $11 then coalesce($8, p.attributes) else p.attributes end,
                       last_read_index = greatest(p.last_read_index, excluded.last_read_index),
                       created_at = coalesce(p.created_at, excluded.created_at),
                       updated_at = greatest(p.updated_at, excluded.updated_at),
                       removed_at = coalesce(p.removed_at, excluded.removed_at)
                """,
                values);
    }

    private static Uni<Void> upsertMessage(
            SqlConnection connection, String conversation, TwilioEvent event, EventType type) {
        String sid = require(event, "MessageSid");
        Long index = event.messageIndex();
        if (index == null) {
            throw new UnappliableEventException("the event has no Index", null);
        }
        boolean removed = type == EventType.MESSAGE_REMOVED;
        OffsetDateTime created = Times.toDatabase(time(event, "DateCreated").orElse(event.occurredAt()));
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
                .addOffsetDateTime(created)
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
                .chain(() -> execute(
                        connection,
                        """
                        update conversation
                           set last_message_index = greatest(last_message_index, $2),
                               last_activity_at = greatest(last_activity_at, $3)
                         where sid = $1
                        """,
                        Tuple.of(conversation, index, created)));
    }

    private static Uni<Void> upsertReceipt(SqlConnection connection, TwilioEvent event) {
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

    private static Uni<Void> execute(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    private static @Nullable String text(TwilioEvent event, String field) {
        return event.fields().findText(field).orElse(null);
    }

    private static String require(TwilioEvent event, String field) {
        return event.fields()
                .findText(field)
                .orElseThrow(() -> new UnappliableEventException("the event has no " + field, null));
    }

    private static @Nullable Long number(TwilioEvent event, String field) {
        try {
            return event.fields().findText(field).map(Long::valueOf).orElse(null);
        } catch (NumberFormatException notANumber) {
            throw new UnappliableEventException("the event's " + field + " is no number", notANumber);
        }
    }

    private static Optional<Instant> time(TwilioEvent event, String field) {
        try {
            return event.fields().findText(field).map(Instant::parse);
        } catch (DateTimeParseException notATime) {
            throw new UnappliableEventException("the event's " + field + " is no time", notATime);
        }
    }
}
