package travel.baboo.messaging.conversation.mirror;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import io.quarkus.reactive.datasource.ReactiveDataSource;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.twilio.TwilioAnswers;

/**
 * Applies each answer as the equivalent event, under the same guards.
 *
 * <p>Answers have whole seconds where events have milliseconds. What the mirror knows from the same second counts as older than the answer,
 * which was asked for later; what it knows from a later second stays.
 */
@Singleton
class AnsweredMirror implements TwilioAnswers {

    private static final Logger LOG = Logger.getLogger(AnsweredMirror.class);

    /** When the mirror's row was changed last; by the table. */
    private static final String KNOWN_CONVERSATION =
            "select greatest(updated_at, state_at) as known from conversation where sid = $1";

    private static final String KNOWN_PARTICIPANT = "select updated_at as known from participant where sid = $1";
    private static final String KNOWN_MESSAGE = "select updated_at as known from message where sid = $1";

    private final Pool pool;
    private final MirrorService mirror;
    private final ResourceFields fields;
    private final Clock clock;

    AnsweredMirror(
            @ReactiveDataSource(MirrorConnections.NAME) Pool pool,
            MirrorService mirror,
            ObjectMapper json,
            Clock clock) {
        this.pool = pool;
        this.mirror = mirror;
        this.fields = new ResourceFields(json);
        this.clock = clock;
    }

    @Override
    public Uni<Void> conversation(Conversation conversation, Set<EventType> events) {
        Instant at = instant(conversation.getDateUpdated(), conversation.getDateCreated());
        List<OwnChanges.Expected> expected = events.stream()
                .map(type -> new OwnChanges.Expected(
                        type,
                        conversation.getSid(),
                        conversation.getSid(),
                        at,
                        conversation.getState().toString(),
                        conversation.getFriendlyName(),
                        conversation.getAttributes()))
                .toList();
        return safely(() -> apply(
                KNOWN_CONVERSATION,
                conversation.getSid(),
                at,
                fields.conversation(EventType.CONVERSATION_UPDATED, conversation),
                expected));
    }

    @Override
    public Uni<Void> participant(Participant participant, EventType event) {
        return safely(() -> applyParticipant(participant, event));
    }

    private Uni<Void> applyParticipant(Participant participant, EventType event) {
        Map<String, String> values = fields.participant(EventType.PARTICIPANT_UPDATED, participant);
        Integer read = participant.getLastReadMessageIndex();
        ResourceFields.put(values, "LastReadMessageIndex", read == null ? null : read.toString());
        Instant at = instant(participant.getDateUpdated(), participant.getDateCreated());
        return apply(
                KNOWN_PARTICIPANT,
                participant.getSid(),
                at,
                values,
                List.of(new OwnChanges.Expected(
                        event,
                        participant.getConversationSid(),
                        participant.getSid(),
                        at,
                        "",
                        values.get("LastReadMessageIndex"),
                        participant.getAttributes())));
    }

    @Override
    public Uni<Void> participantRemoved(String conversationSid, String participantSid) {
        Map<String, String> values = removal(EventType.PARTICIPANT_REMOVED, conversationSid);
        values.put("ParticipantSid", participantSid);
        Instant now = clock.instant();
        return safely(() -> apply(
                KNOWN_PARTICIPANT,
                participantSid,
                now,
                values,
                removal(EventType.PARTICIPANT_REMOVED, conversationSid, participantSid, now)));
    }

    @Override
    public Uni<Void> messageAdded(Message message) {
        return safely(() -> apply(own(fields.message(EventType.MESSAGE_ADDED, message)), List.of()));
    }

    @Override
    public Uni<Void> messageChanged(Message message) {
        Instant at = instant(message.getDateUpdated(), message.getDateCreated());
        return safely(() -> apply(
                KNOWN_MESSAGE,
                message.getSid(),
                at,
                own(fields.message(EventType.MESSAGE_UPDATED, message)),
                List.of(new OwnChanges.Expected(
                        EventType.MESSAGE_UPDATED,
                        message.getConversationSid(),
                        message.getSid(),
                        at,
                        "",
                        message.getBody(),
                        message.getAttributes()))));
    }

    @Override
    public Uni<Void> messageRemoved(String conversationSid, String messageSid, long index, Instant createdAt) {
        Map<String, String> values = removal(EventType.MESSAGE_REMOVED, conversationSid);
        values.put("MessageSid", messageSid);
        values.put("Index", Long.toString(index));
        values.put("DateCreated", createdAt.toString());
        Instant now = clock.instant();
        return safely(() -> apply(
                KNOWN_MESSAGE,
                messageSid,
                now,
                values,
                removal(EventType.MESSAGE_REMOVED, conversationSid, messageSid, now)));
    }

    /** Answers do not say how a change came to Twilio; this one came from here. */
    private static Map<String, String> own(Map<String, String> values) {
        values.put("Source", "API");
        return values;
    }

    private static Map<String, String> removal(EventType type, String conversationSid) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("EventType", type.twilioName());
        values.put("ConversationSid", conversationSid);
        return values;
    }

    private static List<OwnChanges.Expected> removal(EventType type, String conversationSid, String sid, Instant at) {
        return List.of(new OwnChanges.Expected(type, conversationSid, sid, at, "", null, null));
    }

    private Uni<Void> apply(
            String known,
            String sid,
            Instant answered,
            Map<String, String> values,
            List<OwnChanges.Expected> expected) {
        return pool.preparedQuery(known)
                .execute(Tuple.of(sid))
                .map(AnsweredMirror::known)
                .invoke(at -> values.put(
                        "DateUpdated", behind(at.orElse(null), answered).toString()))
                .chain(() -> apply(values, expected));
    }

    private static Optional<Instant> known(RowSet<Row> rows) {
        return rows.size() == 0
                ? Optional.empty()
                : Optional.ofNullable(Times.fromDatabase(rows.iterator().next().getOffsetDateTime("known")));
    }

    private Uni<Void> apply(Map<String, String> values, List<OwnChanges.Expected> expected) {
        String type = String.valueOf(values.get("EventType"));
        return mirror.applyAnswered(
                TwilioEvents.fromFields(type, TwilioFields.of(values), clock.instant(), Origin.WEBHOOK), expected);
    }

    private static Uni<Void> safely(Supplier<Uni<Void>> work) {
        return Uni.createFrom()
                .deferred(() -> work.get())
                .onFailure()
                .invoke(failure ->
                        LOG.warnf("cause=%s Twilio's answer could not be mirrored; its event will be", failure))
                .onFailure()
                .recoverWithNull();
    }

    private static Instant behind(@Nullable Instant known, Instant answered) {
        return known != null
                        && !known.isBefore(answered)
                        && known.truncatedTo(ChronoUnit.SECONDS).equals(answered.truncatedTo(ChronoUnit.SECONDS))
                ? known.plus(1, ChronoUnit.MICROS)
                : answered;
    }

    private static Instant instant(@Nullable ZonedDateTime changed, ZonedDateTime made) {
        return (changed == null ? made : changed).toInstant();
    }
}
