package travel.baboo.messaging.relay.destination;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonRawValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioFields;

/**
 * What a scenario receives. Changes only add.
 *
 * @param id the event's id, the same however often it is sent
 * @param type {@code message-added}, {@code conversation-state-updated}, …
 * @param time when it happened at Twilio
 * @param message for events about a message, otherwise null
 * @param fields every field of the event as Twilio sent it, for events about anything else; null for messages
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record MakePayload(
        String id,
        String type,
        Instant time,
        Conversation conversation,
        @Nullable Message message,
        @Nullable TwilioFields fields) {

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
     * @param from the label that people see beside it
     * @param media a JSON array as Twilio sends it
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Message(
            @Nullable String sid,
            @Nullable Long index,
            @Nullable String author,
            String from,
            @Nullable String body,
            @JsonRawValue @Nullable String media,
            @Nullable String source) {}
}
