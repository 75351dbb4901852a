package travel.baboo.messaging.conversation.reconcile;

import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;

/**
 * The mirror's state of a conversation at one moment.
 *
 * @param createdAt null until its creation is known
 * @param participants by SID
 * @param messages by SID
 * @param absent indexes at which Twilio is known to have nothing
 * @param sent SIDs of messages that this service sent
 * @param unreported our own changes that no event has reported
 * @param sending our own ids of messages that this service may have sent
 */
record MirrorSnapshot(
        String sid,
        @Nullable String serviceSid,
        @Nullable String uniqueName,
        @Nullable String friendlyName,
        String attributes,
        String state,
        @Nullable Instant createdAt,
        @Nullable Instant updatedAt,
        @Nullable Instant stateAt,
        long lastMessageIndex,
        Map<String, Participant> participants,
        Map<String, Message> messages,
        Set<Long> absent,
        Set<Unreported> unreported,
        Set<String> sent,
        Set<String> sending) {

    MirrorSnapshot {
        participants = Map.copyOf(participants);
        messages = Map.copyOf(messages);
        absent = Set.copyOf(absent);
        unreported = Set.copyOf(unreported);
        sent = Set.copyOf(sent);
        sending = Set.copyOf(sending);
    }

    /**
     * A change that the mirror has from Twilio's answer.
     *
     * @param eventType Twilio's name of the event that reports it
     * @param sid of the changed resource
     */
    record Unreported(String eventType, String sid) {}

    boolean lacks(EventType type, String resourceSid) {
        return unreported.contains(new Unreported(type.twilioName(), resourceSid));
    }

    /** A participant in the mirror. */
    record Participant(
            @Nullable String roleSid,
            String attributes,
            @Nullable Long lastReadIndex,
            Instant updatedAt,
            boolean removed) {}

    /**
     * A message in the mirror.
     *
     * @param reported whether an event reported it; what our API sends is in the mirror before, from Twilio's answer
     * @param receipts the status of each receipt, by its SID
     */
    record Message(
            long index,
            @Nullable String body,
            String attributes,
            Instant createdAt,
            Instant updatedAt,
            boolean removed,
            boolean reported,
            Map<String, String> receipts) {

        Message {
            receipts = Map.copyOf(receipts);
        }
    }
}
