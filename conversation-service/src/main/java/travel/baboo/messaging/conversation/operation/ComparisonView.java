package travel.baboo.messaging.conversation.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A conversation in the mirror beside the one at Twilio. An event that is under way shows as a difference until it arrives.
 *
 * @param comparedAt when both were read
 * @param atTwilio whether Twilio has the conversation
 * @param inMirror whether the mirror has it
 * @param messages the newest {@value ConversationComparer#MESSAGES}, newest first
 */
@RegisterForReflection
public record ComparisonView(
        String conversationSid,
        Instant comparedAt,
        boolean atTwilio,
        boolean inMirror,
        List<Field> conversation,
        List<Participant> participants,
        List<Message> messages) {

    public ComparisonView {
        conversation = List.copyOf(conversation);
        participants = List.copyOf(participants);
        messages = List.copyOf(messages);
    }

    /** A field on both sides; null on a side without it. */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Field(
            @Schema(examples = "friendlyName") String field,
            @Nullable String twilio,
            @Nullable String mirror,
            boolean differs) {}

    /**
     * A participant on both sides.
     *
     * @param twilio null if Twilio does not have it
     * @param mirror null if the mirror does not have it
     * @param differs the names of the fields that differ; empty if one side lacks all of it
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Participant(
            String participantSid,
            @Nullable ParticipantSide twilio,
            @Nullable ParticipantSide mirror,
            List<String> differs) {

        public Participant {
            differs = List.copyOf(differs);
        }
    }

    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record ParticipantSide(
            @Nullable String identity,
            @Nullable String address,
            @Nullable String roleSid,
            @Nullable String attributes,
            @Nullable Long lastReadMessageIndex) {}

    /**
     * A message on both sides.
     *
     * @param twilio null if Twilio does not have it
     * @param mirror null if the mirror does not have it
     * @param differs the names of the fields that differ; empty if one side lacks all of it
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Message(
            String messageSid,
            long index,
            @Nullable MessageSide twilio,
            @Nullable MessageSide mirror,
            List<String> differs) {

        public Message {
            differs = List.copyOf(differs);
        }
    }

    /**
     * A message on one side.
     *
     * @param createdAt in whole seconds at Twilio, and therefore not compared
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record MessageSide(
            @Nullable String author, @Nullable String body, @Nullable String attributes, Instant createdAt) {}
}
