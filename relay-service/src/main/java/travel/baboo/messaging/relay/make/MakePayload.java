package travel.baboo.messaging.relay.make;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioFields;

/**
 * What a scenario receives; described for its makers in {@code docs/make-events.md}. Changes only add.
 *
 * @param id the event's id, the same however often it is sent
 * @param type {@code message-added}, {@code conversation-state-updated}, …
 * @param time when it happened at Twilio
 * @param message for events about a message, otherwise null
 * @param participant for events about a participant, otherwise null
 * @param stateChange for a change of state, otherwise null
 * @param delivery for delivery updates, otherwise null
 * @param fields every field of the event as Twilio sent it, for events about anything but messages; null for messages
 * @param unreadable names of fields that Twilio sent and that cannot be read: what they would have said is missing here; absent without such
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record MakePayload(
        String id,
        String type,
        Instant time,
        Conversation conversation,
        @Nullable Message message,
        @Nullable Participant participant,
        @Nullable StateChange stateChange,
        @Nullable DeliveryUpdate delivery,
        @Nullable TwilioFields fields,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unreadable) {

    /**
     * The conversation it happened in.
     *
     * @param known whether the directory had it; without it only the SID is certain
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Conversation(
            @Nullable String sid,
            boolean known,
            @Nullable String inquiryId,
            @Nullable String friendlyName,
            @Nullable String state,
            DirectoryEntry.@Nullable Traveler traveler,
            DirectoryEntry.@Nullable Expert expert) {}

    /**
     * The message.
     *
     * @param role {@code traveler}, {@code expert}, {@code team}, {@code bot} or {@code system}
     * @param from the label that people see beside it
     * @param media a JSON array as Twilio sends it
     * @param hops how often it has gone from scenario to scenario
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(
            @Nullable String sid,
            @Nullable Long index,
            @Nullable String author,
            String role,
            String from,
            @Nullable String body,
            @Nullable JsonNode media,
            @Nullable String source,
            int hops) {}

    /** Somebody who joined, changed or left; a person has an identity, a phone an address. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Participant(
            @Nullable String sid,
            @Nullable String identity,
            @Nullable String address,
            @Nullable String channel,
            @Nullable Long lastReadMessageIndex) {}

    /**
     * A change of the conversation's state.
     *
     * @param reason {@code API}, {@code TIMER} or {@code EVENT}
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record StateChange(@Nullable String from, @Nullable String to, @Nullable String reason) {}

    /**
     * How far a message got on its way to a phone.
     *
     * @param status {@code sent}, {@code delivered}, {@code read}, {@code failed} or {@code undelivered}
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record DeliveryUpdate(
            @Nullable String messageSid,
            @Nullable String participantSid,
            @Nullable String status,
            @Nullable Integer errorCode) {}
}
