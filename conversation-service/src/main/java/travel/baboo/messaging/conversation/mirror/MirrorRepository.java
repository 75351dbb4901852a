package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;
import static travel.baboo.messaging.conversation.mirror.EventValues.time;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
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

    private final ParticipantMirror participants;
    private final MessageMirror messages;

    MirrorRepository(ParticipantMirror participants, MessageMirror messages) {
        this.participants = participants;
        this.messages = messages;
    }

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
                participants.apply(connection, conversation, event, type.get());
            case MESSAGE_ADDED, MESSAGE_UPDATED, MESSAGE_REMOVED ->
                messages.apply(connection, conversation, event, type.get());
            case DELIVERY_UPDATED -> messages.applyReceipt(connection, event);
            case USER_ADDED, USER_UPDATED, SMS_STATUS_UPDATED ->
                Uni.createFrom().voidItem();
        });
    }

    /**
     * Makes rows for conversations that are not known yet and locks all of them, in one order: whoever writes into a
     * conversation holds its row, so that no two transactions wait for each other. What the batch's messages change of
     * the rows is written with it.
     *
     * <p>A conversation of which nothing but its SID is known has had no activity: it stands at the end of every list.
     *
     * @param now when the events are applied; what comes later than a check makes another check due
     */
    Uni<Void> lock(SqlConnection connection, BatchActivity batch, Instant now) {
        return execute(
                        connection,
                        """
                        insert into conversation (sid, last_activity_at)
                        select sid, 'epoch' from unnest($1::text[]) as sid order by sid
                        on conflict do nothing
                        """,
                        Tuple.tuple().addArrayOfString(batch.sids()))
                .chain(() -> execute(
                        connection,
                        """
                        update conversation c
                           set event_at = $4, last_message_index = greatest(c.last_message_index, locked.message_index),
                               last_activity_at = greatest(c.last_activity_at, locked.made_at)
                          from (select known.sid, batch.message_index, batch.made_at
                                  from conversation known
                                  join unnest($1::text[], $2::bigint[], $3::timestamptz[]) as batch (sid, message_index, made_at)
                                    on batch.sid = known.sid
                                 order by known.sid for no key update of known) locked
                         where c.sid = locked.sid
                        """,
                        Tuple.tuple()
                                .addArrayOfString(batch.sids())
                                .addArrayOfLong(batch.indexes())
                                .addArrayOfOffsetDateTime(batch.times())
                                .addOffsetDateTime(Times.toDatabase(now))));
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
                .addOffsetDateTime(updatedAt)
                .addString(text(event, "ChatServiceSid"));
        return execute(
                        connection,
                        """
                        update conversation
                           set unique_name = $2, friendly_name = $3, attributes = coalesce($4, attributes),
                               inquiry_id = coalesce($5, inquiry_id), created_at = coalesce($6, created_at), updated_at = $7,
                               service_sid = coalesce($8, service_sid)
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
}
