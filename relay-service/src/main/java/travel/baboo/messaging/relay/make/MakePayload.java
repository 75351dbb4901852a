package travel.baboo.messaging.relay.make;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.attention.FoundDetails;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioFields;

/**
 * What a scenario receives; documented in {@code docs/make-events.md}. Changes only add.
 *
 * @param id the event's id, the same for every attempt
 * @param type {@code message-added}, {@code conversation-state-updated}, {@code unread-notice}, …
 * @param time time of the event at Twilio, or of the decision
 * @param message for events about a message, else null
 * @param participant for events about a participant, else null
 * @param stateChange for changes of state, else null
 * @param delivery for delivery updates, else null
 * @param notice for unread notices, else null
 * @param response for response clocks, else null
 * @param undelivered for messages that did not arrive, else null
 * @param window for WhatsApp windows that are about to close, else null
 * @param optOut for opt-outs, else null
 * @param contactDetails for contact details found in a message, else null
 * @param fields every field of the event from Twilio, for events about anything but messages and decisions of ours; else null
 * @param unreadable names of fields from Twilio that could not be read and are missing here; absent if there are none
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
        AttentionEvent.@Nullable Notice notice,
        AttentionEvent.@Nullable Response response,
        AttentionEvent.@Nullable Undelivered undelivered,
        AttentionEvent.@Nullable Window window,
        AttentionEvent.@Nullable OptOut optOut,
        @Nullable FoundDetails contactDetails,
        @Nullable TwilioFields fields,
        @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> unreadable) {

    /**
     * The event's conversation.
     *
     * @param known whether the directory had it; if not, only the SID is set
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
     * @param from the label shown beside it
     * @param media a JSON array as Twilio sends it
     * @param hops how many times it has passed from scenario to scenario
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

    /** A participant who joined, changed or left; a person has an identity, a phone an address. */
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
     * The status of a message on its way to a phone.
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
