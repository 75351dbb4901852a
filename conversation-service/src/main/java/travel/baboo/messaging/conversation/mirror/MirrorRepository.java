package travel.baboo.messaging.conversation.mirror;

import static travel.baboo.messaging.conversation.mirror.EventValues.execute;
import static travel.baboo.messaging.conversation.mirror.EventValues.isStreamed;
import static travel.baboo.messaging.conversation.mirror.EventValues.json;
import static travel.baboo.messaging.conversation.mirror.EventValues.text;
import static travel.baboo.messaging.conversation.mirror.EventValues.time;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.attention.AttentionConfig;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.removal.ConversationRemoval;
import travel.baboo.messaging.conversation.removal.RemovedBy;

/**
 * Writes events into the mirror.
 *
 * <p>Promise: applying events twice, or in another order, ends in the same rows. Dates only grow, {@code closed} and removals are final, a
 * delivery status never falls back. Of two copies of one version, what a webhook or Twilio's REST API reported replaces what Event Streams
 * did, and never the other way round.
 */
@Singleton
class MirrorRepository {

    private static final String INQUIRY_PREFIX = "inquiry_";

    private static final Set<String> STATES = Set.of("initializing", "active", "inactive", "closed");

    private final ParticipantMirror participants;
    private final MessageMirror messages;
    private final ConversationRemoval removals;
    private final ObjectMapper json;

    /** Delay from an event to the review of its conversation, in milliseconds; null if reviews are disabled. */
    private final @Nullable Double settleMillis;

    MirrorRepository(
            ParticipantMirror participants,
            MessageMirror messages,
            ConversationRemoval removals,
            ObjectMapper json,
            AttentionConfig attention) {
        this.settleMillis = attention.enabled() ? (double) attention.settle().toMillis() : null;
        this.removals = removals;
        this.json = json;
        this.participants = participants;
        this.messages = messages;
    }

    /** Applies a batch's events: those about conversations one by one, the others in a statement or two for each table. */
    Uni<Void> apply(SqlConnection connection, List<TwilioEvent> events) {
        Map<EventType, List<TwilioEvent>> byType = events.stream()
                .filter(event -> event.conversationSid() != null
                        && EventType.find(event.eventType()).isPresent())
                .collect(Collectors.groupingBy(
                        event -> EventType.find(event.eventType()).orElseThrow(),
                        () -> new EnumMap<>(EventType.class),
                        Collectors.toList()));
        List<TwilioEvent> conversations = some(
                byType,
                EventType.CONVERSATION_ADDED,
                EventType.CONVERSATION_UPDATED,
                EventType.CONVERSATION_STATE_UPDATED,
                EventType.CONVERSATION_REMOVED);
        List<TwilioEvent> people =
                some(byType, EventType.PARTICIPANT_ADDED, EventType.PARTICIPANT_UPDATED, EventType.PARTICIPANT_REMOVED);
        List<TwilioEvent> written =
                some(byType, EventType.MESSAGE_ADDED, EventType.MESSAGE_UPDATED, EventType.MESSAGE_REMOVED);
        return InTurn.each(conversations, event -> applyConversation(connection, event))
                .chain(() -> participants.apply(connection, people))
                .chain(() -> messages.apply(connection, written))
                .chain(() -> messages.applyReceipts(connection, some(byType, EventType.DELIVERY_UPDATED)));
    }

    /** Of a type, in their order. */
    private static List<TwilioEvent> some(Map<EventType, List<TwilioEvent>> byType, EventType... types) {
        return Stream.of(types)
                .flatMap(type -> byType.getOrDefault(type, List.of()).stream())
                .toList();
    }

    private Uni<Void> applyConversation(SqlConnection connection, TwilioEvent event) {
        String conversation = String.valueOf(event.conversationSid());
        return switch (EventType.find(event.eventType()).orElseThrow()) {
            case CONVERSATION_STATE_UPDATED -> updateState(connection, conversation, event);
            case CONVERSATION_REMOVED ->
                removals.remove(connection, conversation, event.occurredAt(), by(event))
                        .replaceWithVoid();
            default -> upsertConversation(connection, conversation, event);
        };
    }

    private static RemovedBy by(TwilioEvent event) {
        return event.origin() == Origin.RECONCILER ? RemovedBy.RECONCILER : RemovedBy.TWILIO;
    }

    /**
     * A conversation that was removed; nothing but its SID is known of it.
     *
     * @param forGood whether Twilio said so; otherwise it was only not found
     */
    record Removed(Instant at, boolean forGood) {}

    /**
     * Creates rows for unknown conversations and locks the rows of all of them in one order. Every transaction that writes into a
     * conversation holds its row lock, so that no deadlock can occur. The same statement updates the rows with the batch's messages.
     *
     * <p>A conversation known only by its SID has no activity time and comes last in every list.
     *
     * @param now when the events are applied; an event that is applied after a check makes another check due
     * @return the removed ones of the conversations
     */
    Uni<Map<String, Removed>> lock(SqlConnection connection, BatchActivity batch, Instant now) {
        return execute(
                        connection,
                        """
                        insert into conversation (sid, last_activity_at)
                        select sid, 'epoch' from unnest($1::text[]) as sid order by sid
                        on conflict do nothing
                        """,
                        Tuple.tuple().addArrayOfString(batch.sids()))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                with locked as (
                                    select known.sid, known.removed_at, known.removed_by, batch.message_index, batch.made_at
                                      from conversation known
                                      join unnest($1::text[], $2::bigint[], $3::timestamptz[])
                                             as batch (sid, message_index, made_at)
                                        on batch.sid = known.sid
                                     order by known.sid for no key update of known),
                                moved as (
                                    update conversation c
                                       set last_message_index = greatest(c.last_message_index, locked.message_index),
                                           last_activity_at = greatest(c.last_activity_at, locked.made_at)
                                      from locked
                                     where c.sid = locked.sid and locked.removed_at is null
                                       and (locked.message_index is not null or locked.made_at is not null)),
                                noted as (
                                    insert into conversation_check (conversation_sid, event_at)
                                    select sid, $4 from locked where removed_at is null order by sid
                                    on conflict (conversation_sid) do update set event_at = excluded.event_at)
                                select sid, removed_at, removed_by from locked where removed_at is not null
                                """)
                        .execute(Tuple.tuple()
                                .addArrayOfString(batch.sids())
                                .addArrayOfLong(batch.indexes())
                                .addArrayOfOffsetDateTime(batch.times())
                                .addOffsetDateTime(Times.toDatabase(now))))
                .map(MirrorRepository::removed);
    }

    /**
     * Requests a review of the batch's conversations, in the transaction that holds the locks of their rows, so that none is lost. A review
     * that is due in time and not claimed is neither written nor locked: until the commit it cannot be claimed, and then it covers the batch.
     */
    Uni<Void> requestReviews(SqlConnection connection, BatchActivity batch) {
        if (settleMillis == null) {
            return Uni.createFrom().voidItem();
        }
        return execute(
                connection,
                """
                with later as (
                    select r.conversation_sid from attention_review r join unnest($1::text[]) as batch (sid) on batch.sid = r.conversation_sid
                     where r.owner is not null or r.due_at is null or r.due_at > now() + $2 * interval '1 millisecond'
                     order by r.conversation_sid for update of r),
                sooner as (
                    update attention_review r
                       set due_at = least(r.due_at, now() + $2 * interval '1 millisecond'), revision = r.revision + 1
                      from later where r.conversation_sid = later.conversation_sid)
                insert into attention_review (conversation_sid, due_at)
                select c.sid, now() + $2 * interval '1 millisecond'
                  from conversation c join unnest($1::text[]) as batch (sid) on batch.sid = c.sid
                 where c.removed_at is null and not exists (select from attention_review r where r.conversation_sid = c.sid)
                 order by c.sid
                on conflict do nothing
                """,
                Tuple.tuple().addArrayOfString(batch.toReview()).addDouble(settleMillis));
    }

    private static Map<String, Removed> removed(RowSet<Row> rows) {
        Map<String, Removed> removed = new HashMap<>();
        rows.forEach(row -> removed.put(
                row.getString("sid"),
                new Removed(
                        row.getOffsetDateTime("removed_at").toInstant(),
                        !"reconciler".equals(row.getString("removed_by")))));
        return removed;
    }

    /** A conversation that was only not found is seen again. */
    Uni<Void> revive(SqlConnection connection, String conversationSid) {
        return removals.revive(connection, conversationSid);
    }

    private static Uni<Void> active(SqlConnection connection, String sid, @Nullable OffsetDateTime at) {
        return at == null
                ? Uni.createFrom().voidItem()
                : execute(
                        connection,
                        "update conversation set last_activity_at = $2 where sid = $1 and last_activity_at < $2",
                        Tuple.of(sid, at));
    }

    private Uni<Void> upsertConversation(SqlConnection connection, String sid, TwilioEvent event) {
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
                .addString(json(event, "Attributes", json))
                .addString(inquiryId)
                .addOffsetDateTime(
                        Times.toDatabaseOrNull(time(event, "DateCreated").orElse(null)))
                .addOffsetDateTime(updatedAt)
                .addString(text(event, "ChatServiceSid"))
                .addBoolean(isStreamed(event));
        return execute(
                        connection,
                        """
                        update conversation c
                           set unique_name = case when not known.newest then c.unique_name when $9 then coalesce($2, c.unique_name) else $2 end,
                               friendly_name = case when not known.newest then c.friendly_name when $9 then coalesce($3, c.friendly_name) else $3 end,
                               attributes = case when known.fullest then coalesce($4, c.attributes) else c.attributes end,
                               attributes_at = case when known.fullest and not $9 and $4 is not null then $7 else known.attributes_at end,
                               inquiry_id = coalesce($5, c.inquiry_id), created_at = coalesce($6, c.created_at),
                               updated_at = greatest(c.updated_at, $7), service_sid = coalesce($8, c.service_sid)
                          from (select sid, coalesce(attributes_at, updated_at, '-infinity') as attributes_at,
                                       updated_at is null or updated_at < $7
                                         or (updated_at = $7 and (not $9 or coalesce(attributes_at, updated_at) = '-infinity')) as newest,
                                       case when $9 then coalesce(attributes_at, updated_at, '-infinity') = '-infinity'
                                                     and (updated_at is null or updated_at <= $7)
                                            else coalesce(attributes_at, updated_at, '-infinity') <= $7 end as fullest
                                  from conversation where sid = $1) known
                         where c.sid = known.sid and (known.newest or known.fullest)
                        """,
                        values)
                .chain(() -> setState(connection, sid, text(event, "State"), updatedAt))
                .chain(() -> active(connection, sid, created));
    }

    private static Uni<Void> updateState(SqlConnection connection, String sid, TwilioEvent event) {
        return setState(connection, sid, text(event, "StateTo"), Times.toDatabase(event.occurredAt()));
    }

    private static Uni<Void> setState(SqlConnection connection, String sid, @Nullable String state, OffsetDateTime at) {
        String known = state == null ? "" : state.toLowerCase(Locale.ROOT);
        if (!STATES.contains(known)) {
            return Uni.createFrom().voidItem();
        }
        return execute(
                connection,
                """
                update conversation set state = $2, state_at = $3
                 where sid = $1 and state <> 'closed' and ($2 = 'closed' or state_at is null or state_at <= $3)
                """,
                Tuple.of(sid, known, at));
    }
}
