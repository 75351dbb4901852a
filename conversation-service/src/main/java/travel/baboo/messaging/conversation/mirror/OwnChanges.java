package travel.baboo.messaging.conversation.mirror;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Changes that the mirror has from Twilio's answers to us, until an event reports them. A lost webhook leaves the mirror and Twilio alike;
 * consumers of the topic would miss the change.
 */
@Singleton
class OwnChanges {

    /**
     * Unless the mirror shows that the event was here first: it has the same state, from the same second or later. The conversation is
     * locked: no event of it is applied meanwhile.
     */
    private static final String EXPECT =
            """
            insert into own_change as o (conversation_sid, event_type, sid, changed_at, content)
            select $1, $2, $3, $4, $6
             where not exists (
                select from conversation c where c.sid = $3 and (
                    $2 = 'onConversationAdded' and c.created_at is not null
                    or $2 = 'onConversationUpdated' and c.updated_at >= date_trunc('second', $4::timestamptz)
                       and c.friendly_name is not distinct from $6 and c.attributes is not distinct from $7
                    or $2 = 'onConversationStateUpdated' and c.state = $5)
                union all
                select from participant p where p.sid = $3 and (
                    $2 = 'onParticipantAdded'
                    or $2 = 'onParticipantUpdated' and p.updated_at >= date_trunc('second', $4::timestamptz)
                       and p.last_read_index::text is not distinct from $6 and p.attributes is not distinct from $7
                    or $2 = 'onParticipantRemoved' and p.removed_at is not null)
                union all
                select from message m where m.sid = $3 and (
                    $2 = 'onMessageUpdated' and m.updated_at >= date_trunc('second', $4::timestamptz)
                       and m.body is not distinct from $6 and m.attributes is not distinct from $7
                    or $2 = 'onMessageRemoved' and m.removed_at is not null))
            on conflict (conversation_sid, event_type, sid) do update
               set changed_at = greatest(o.changed_at, excluded.changed_at), content = excluded.content
            """;

    /**
     * Answers have whole seconds: an event of the same second may report a change or one before it. It reports this one if it has the
     * same content. What is added or removed is so once.
     */
    private static final String REPORTED =
            """
            delete from own_change o
             using unnest($1::text[], $2::text[], $3::text[], $4::timestamptz[], $5::text[])
                   as e (conversation, type, sid, at, content)
             where o.conversation_sid = e.conversation and o.event_type = e.type and o.sid = e.sid
               and (e.type not like '%Updated'
                    or e.at >= date_trunc('second', o.changed_at)
                       and (e.at >= date_trunc('second', o.changed_at) + interval '1 second'
                            or e.content is null or o.content is null or e.content = o.content))
            """;

    /** The field with the SID of the resource that was changed. */
    private static final Map<EventType, String> RESOURCES = new EnumMap<>(Map.of(
            EventType.CONVERSATION_ADDED, "ConversationSid",
            EventType.CONVERSATION_UPDATED, "ConversationSid",
            EventType.CONVERSATION_STATE_UPDATED, "ConversationSid",
            EventType.PARTICIPANT_ADDED, "ParticipantSid",
            EventType.PARTICIPANT_UPDATED, "ParticipantSid",
            EventType.PARTICIPANT_REMOVED, "ParticipantSid",
            EventType.MESSAGE_UPDATED, "MessageSid",
            EventType.MESSAGE_REMOVED, "MessageSid"));

    /**
     * A change that an event will report.
     *
     * @param sid of the changed resource
     * @param at when Twilio made the change, by its answer
     * @param state the conversation's new state; empty for other resources
     * @param content the conversation's name, the participant's last read index, or the message's body
     * @param attributes JSON
     */
    record Expected(
            EventType type,
            String conversationSid,
            String sid,
            Instant at,
            String state,
            @Nullable String content,
            @Nullable String attributes) {}

    private record Reported(EventType type, String conversationSid, String sid, Instant at, @Nullable String content) {}

    /**
     * Records that an event must follow, if it was not here before. Call it while the conversation is locked, before the change is
     * applied.
     */
    Uni<Void> expect(SqlConnection connection, Expected change) {
        return EventValues.execute(
                connection,
                EXPECT,
                Tuple.tuple()
                        .addString(change.conversationSid())
                        .addString(change.type().twilioName())
                        .addString(change.sid())
                        .addOffsetDateTime(Times.toDatabase(change.at()))
                        .addString(change.state())
                        .addString(clean(change.content()))
                        .addString(clean(change.attributes())));
    }

    /** Deletes what these events report, in one statement. */
    Uni<Void> reported(SqlConnection connection, List<TwilioEvent> events) {
        List<Reported> changes = events.stream()
                .map(OwnChanges::change)
                .flatMap(Optional::stream)
                .toList();
        if (changes.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return EventValues.execute(
                connection,
                REPORTED,
                Tuple.of(
                        EventValues.texts(changes, Reported::conversationSid),
                        EventValues.texts(changes, change -> change.type().twilioName()),
                        EventValues.texts(changes, Reported::sid),
                        EventValues.times(changes, Reported::at),
                        EventValues.texts(changes, Reported::content)));
    }

    private static Optional<Reported> change(TwilioEvent event) {
        String conversation = event.conversationSid();
        return EventType.find(event.eventType()).filter(RESOURCES::containsKey).flatMap(type -> event.fields()
                .find(String.valueOf(RESOURCES.get(type)))
                .filter(sid -> conversation != null)
                .map(sid -> new Reported(
                        type, String.valueOf(conversation), sid, event.occurredAt(), content(event, type))));
    }

    /** The same field of every event of a type; null if this one does not have it. */
    private static @Nullable String content(TwilioEvent event, EventType type) {
        return switch (type) {
            case CONVERSATION_UPDATED -> EventValues.text(event, "FriendlyName");
            case PARTICIPANT_UPDATED -> EventValues.text(event, "LastReadMessageIndex");
            case MESSAGE_UPDATED -> EventValues.whole(event, "Body");
            default -> null;
        };
    }

    private static @Nullable String clean(@Nullable String text) {
        return text == null ? null : EventValues.clean(text);
    }
}
