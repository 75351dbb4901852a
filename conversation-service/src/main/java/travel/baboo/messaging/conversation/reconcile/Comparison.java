package travel.baboo.messaging.conversation.reconcile;

import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.mirror.ResourceFields;

/**
 * Derives the events that the mirror has missed from a conversation's state at Twilio.
 *
 * <p>Twilio's responses have times in whole seconds, its webhooks in milliseconds. A change is therefore dated to the end of its
 * second, and judged only after that second and a settling time: then the state read is the second's last, and
 * no late webhook of that second can overwrite it with something older.
 */
final class Comparison {

    private static final Duration WITHIN_SECOND = Duration.ofMillis(999);
    private static final Duration SECOND = Duration.ofSeconds(1);

    private final MirrorSnapshot mirror;
    private final TwilioSnapshot twilio;
    private final ResourceFields fields;
    private final Instant now;
    private final Duration settle;
    private final OwnMessages own;
    private final List<TwilioEvent> events = new ArrayList<>();
    private final List<String> receiptsOf = new ArrayList<>();
    private int missingMessages;
    private boolean settled = true;

    /**
     * @param mirror the mirror's state from before Twilio was asked
     * @param now when the first request to Twilio started
     * @param settle how long after its second a change's event may be in transit
     */
    Comparison(MirrorSnapshot mirror, TwilioSnapshot twilio, ResourceFields fields, Instant now, Duration settle) {
        this.mirror = mirror;
        this.twilio = twilio;
        this.fields = fields;
        this.now = now;
        this.settle = settle;
        this.own = new OwnMessages(mirror.sent(), mirror.sending(), twilio.messages());
    }

    Findings findings() {
        Conversation conversation = twilio.conversation();
        boolean judged = settled(conversation.getDateUpdated());
        if (judged) {
            compare(conversation);
        }
        twilio.participants().forEach(this::compare);
        departed();
        twilio.messages().forEach(this::compare);
        removed();
        if (judged) {
            compareState(conversation);
        }
        return new Findings(events, missingMessages, settled ? absent() : List.of(), receiptsOf, settled);
    }

    private void compare(Conversation conversation) {
        boolean differs = !same(mirror.friendlyName(), conversation.getFriendlyName())
                || !same(mirror.uniqueName(), conversation.getUniqueName())
                || !same(mirror.attributes(), conversation.getAttributes());
        boolean isNew = mirror.createdAt() == null || lacks(EventType.CONVERSATION_ADDED, mirror.sid());
        if (isNew || differs || lacks(EventType.CONVERSATION_UPDATED, mirror.sid())) {
            EventType type = isNew ? EventType.CONVERSATION_ADDED : EventType.CONVERSATION_UPDATED;
            Map<String, String> values = fields.conversation(type, conversation);
            values.put(
                    "DateUpdated",
                    text(latest(endOf(conversation.getDateUpdated()), mirror.updatedAt(), Duration.ZERO)));
            add(type, values);
        }
    }

    private void compareState(Conversation conversation) {
        boolean differs = !mirror.state().equals(conversation.getState().toString());
        if (mirror.createdAt() != null && (differs || lacks(EventType.CONVERSATION_STATE_UPDATED, mirror.sid()))) {
            Map<String, String> values = fields.state(conversation, mirror.state());
            values.put(
                    "StateUpdated",
                    text(latest(endOf(conversation.getDateUpdated()), mirror.stateAt(), Duration.ZERO)));
            add(EventType.CONVERSATION_STATE_UPDATED, values);
        }
    }

    private void compare(Participant participant) {
        MirrorSnapshot.Participant known = mirror.participants().get(participant.getSid());
        boolean changedLater = participant.getDateUpdated().isAfter(participant.getDateCreated());
        if (known == null || lacks(EventType.PARTICIPANT_ADDED, participant.getSid())) {
            if (settled(participant.getDateUpdated())) {
                add(EventType.PARTICIPANT_ADDED, fields.participant(EventType.PARTICIPANT_ADDED, participant));
                if (changedLater || participant.getLastReadMessageIndex() != null) {
                    update(participant, known == null ? null : known.updatedAt());
                }
            }
        } else if (!known.removed()
                && (differs(known, participant) || lacks(EventType.PARTICIPANT_UPDATED, participant.getSid()))
                && settled(participant.getDateUpdated())) {
            update(participant, known.updatedAt());
        }
    }

    private static boolean differs(MirrorSnapshot.Participant known, Participant participant) {
        Integer read = participant.getLastReadMessageIndex();
        boolean readElsewhere =
                read != null && (known.lastReadIndex() == null || known.lastReadIndex() != read.longValue());
        return readElsewhere
                || !same(known.roleSid(), participant.getRoleSid())
                || !same(known.attributes(), participant.getAttributes());
    }

    private void update(Participant participant, @Nullable Instant known) {
        Map<String, String> values = fields.participant(EventType.PARTICIPANT_UPDATED, participant);
        Integer read = participant.getLastReadMessageIndex();
        ResourceFields.put(values, "LastReadMessageIndex", read == null ? null : read.toString());
        values.put("DateUpdated", text(latest(endOf(participant.getDateUpdated()), known, Duration.ofMillis(1))));
        add(EventType.PARTICIPANT_UPDATED, values);
    }

    private void departed() {
        Set<String> present =
                twilio.participants().stream().map(Participant::getSid).collect(Collectors.toSet());
        mirror.participants().forEach((sid, known) -> {
            boolean unknown = !known.removed() || lacks(EventType.PARTICIPANT_REMOVED, sid);
            if (unknown && !present.contains(sid) && settled(known.updatedAt())) {
                Map<String, String> values = common(EventType.PARTICIPANT_REMOVED);
                values.put("ParticipantSid", sid);
                values.put("DateUpdated", text(now));
                values.put("DateRemoved", text(now));
                add(EventType.PARTICIPANT_REMOVED, values);
            }
        });
    }

    private void compare(Message message) {
        MirrorSnapshot.Message known = mirror.messages().get(message.getSid());
        if (known == null || isUnreported(known)) {
            if (settled(message.getDateUpdated())) {
                missingMessages++;
                boolean changed = message.getDateUpdated().isAfter(message.getDateCreated());
                Map<String, String> values = fields.message(EventType.MESSAGE_ADDED, message);
                if (own.isOwn(message) && !changed) {
                    // As the webhook would have said. Once a message was changed, a browser may have written its
                    // attributes.
                    values.put("Source", "API");
                }
                add(EventType.MESSAGE_ADDED, values);
                if (changed && (known == null || differs(known, message))) {
                    update(message, known == null ? null : known.updatedAt());
                }
            }
        } else if (!known.removed()
                && (differs(known, message) || lacks(EventType.MESSAGE_UPDATED, message.getSid()))
                && settled(message.getDateUpdated())) {
            update(message, known.updatedAt());
        }
        if (Deliveries.differ(message.getDelivery(), known == null ? Map.of() : known.receipts())) {
            receiptsOf.add(message.getSid());
        }
    }

    /** In the mirror by Twilio's answer to us alone: the relay and other consumers of events never heard of it. */
    private static boolean isUnreported(MirrorSnapshot.Message known) {
        return !known.reported() && !known.removed();
    }

    /** The mirror has our own change from Twilio's answer, and consumers of events know nothing of it. */
    private boolean lacks(EventType type, String sid) {
        return mirror.lacks(type, sid);
    }

    private static boolean differs(MirrorSnapshot.Message known, Message message) {
        return known.index() != message.getIndex().longValue()
                || !same(known.body(), message.getBody())
                || !same(known.attributes(), message.getAttributes());
    }

    private void update(Message message, @Nullable Instant known) {
        Map<String, String> values = fields.message(EventType.MESSAGE_UPDATED, message);
        values.put("DateUpdated", text(latest(endOf(message.getDateUpdated()), known, Duration.ofMillis(1))));
        add(EventType.MESSAGE_UPDATED, values);
    }

    private void removed() {
        Set<String> present = twilio.messages().stream().map(Message::getSid).collect(Collectors.toSet());
        mirror.messages().forEach((sid, known) -> {
            boolean unknown = !known.removed() || lacks(EventType.MESSAGE_REMOVED, sid);
            if (unknown && !present.contains(sid) && settled(known.updatedAt())) {
                Map<String, String> values = common(EventType.MESSAGE_REMOVED);
                values.put("MessageSid", sid);
                values.put("Index", Long.toString(known.index()));
                values.put("DateCreated", text(known.createdAt()));
                values.put("DateUpdated", text(now));
                values.put("DateRemoved", text(now));
                add(EventType.MESSAGE_REMOVED, values);
            }
        });
    }

    private List<Long> absent() {
        Set<Long> accounted = new HashSet<>(mirror.absent());
        mirror.messages().values().forEach(message -> accounted.add(message.index()));
        twilio.messages().forEach(message -> accounted.add(message.getIndex().longValue()));
        long last = accounted.stream().mapToLong(Long::longValue).max().orElse(-1);
        return LongStream.rangeClosed(0, Math.max(last, mirror.lastMessageIndex()))
                .filter(index -> !accounted.contains(index))
                .boxed()
                .toList();
    }

    private Map<String, String> common(EventType type) {
        Conversation conversation = twilio.conversation();
        Map<String, String> values = ResourceFields.common(type, conversation.getAccountSid(), conversation.getSid());
        ResourceFields.put(values, "ChatServiceSid", conversation.getChatServiceSid());
        return values;
    }

    private void add(EventType type, Map<String, String> values) {
        events.add(TwilioEvents.fromFields(type.twilioName(), TwilioFields.of(values), now, Origin.RECONCILER));
    }

    private boolean settled(ZonedDateTime changed) {
        return settled(changed.toInstant());
    }

    /** Whether a change in that second can be judged; records if one cannot. */
    private boolean settled(Instant changed) {
        boolean old = !changed.plus(SECOND).plus(settle).isAfter(now);
        settled &= old;
        return old;
    }

    private static Instant endOf(ZonedDateTime second) {
        Instant instant = second.toInstant();
        return instant.equals(instant.truncatedTo(ChronoUnit.SECONDS)) ? instant.plus(WITHIN_SECOND) : instant;
    }

    /** Late enough to override the mirror's value. */
    private static Instant latest(Instant reported, @Nullable Instant known, Duration beyond) {
        return known == null || reported.isAfter(known) ? reported : known.plus(beyond);
    }

    private static String text(Instant instant) {
        return ResourceFields.time(instant);
    }

    private static boolean same(@Nullable String left, @Nullable String right) {
        return Objects.requireNonNullElse(left, "").equals(Objects.requireNonNullElse(right, ""));
    }
}
