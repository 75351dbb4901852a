package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.security.WidgetIdentity;

/**
 * A message from a scenario: exactly one of the three targets.
 *
 * @param conversationSid the conversation
 * @param inquiryId the inquiry that the conversation began with
 * @param travelerAddress the address of a traveler with an open conversation
 * @param body 1 to 1600 characters
 * @param contentSid an approved template, instead of a text
 * @param contentVariables the template's variables
 * @param mediaSid media uploaded to Twilio
 * @param hops how many times it has passed from scenario to scenario, including this time: one more than {@code message.hops} of the
 *     event that it answers; null if it answers none
 */
@RegisterForReflection
public record ExternalMessageRequest(
        @Nullable String conversationSid,
        @Nullable String inquiryId,
        @Nullable String travelerAddress,
        @NotNull @Valid Sender sender,
        @Nullable String body,
        @Nullable String contentSid,
        @Nullable ObjectNode contentVariables,
        @Nullable String mediaSid,
        @Nullable @Min(0) @Max(MAX_HOPS) Integer hops) {

    private static final int MAX_HOPS = 1000;

    public ExternalMessageRequest {
        long targets = Stream.of(conversationSid, inquiryId, travelerAddress)
                .filter(Objects::nonNull)
                .count();
        if (targets != 1) {
            throw new IllegalArgumentException(
                    "exactly one of conversationSid, inquiryId and travelerAddress is needed");
        }
        MessageContent checked = new MessageContent(body, contentSid, contentVariables, mediaSid);
        body = checked.body();
    }

    /** A stable stand-in for the target, without the address itself; null if a conversation was named. */
    @Nullable
    String targetHash() {
        String named = inquiryId == null ? travelerAddress : "inquiry " + inquiryId;
        return named == null ? null : Hashes.sha256(named.strip());
    }

    MessageContent content() {
        return new MessageContent(body, contentSid, contentVariables, mediaSid);
    }

    /**
     * The author.
     *
     * @param role {@code bot}, {@code admin}, {@code expert} or {@code traveler}
     * @param name the display name; required for experts and travelers
     * @param identity the author at Twilio; default: the API key's name
     */
    @RegisterForReflection
    public record Sender(
            @NotNull @Schema(enumeration = {"admin", "bot", "expert", "traveler"}) String role,
            @Nullable String name,
            @Nullable @Size(max = Caller.MAX_IDENTITY_LENGTH) String identity) {

        public Sender {
            if (role != null) {
                Role known = Role.find(role).orElseThrow(() -> new IllegalArgumentException("role is not known"));
                boolean named = known == Role.EXPERT || known == Role.TRAVELER;
                if (named && (name == null || name.isBlank())) {
                    throw new IllegalArgumentException("a name is needed for an expert or a traveler");
                }
                if (known != Role.TRAVELER && identity != null && WidgetIdentity.matches(identity)) {
                    throw new IllegalArgumentException("an identity that is a UUID is a chat widget's visitor");
                }
            }
        }
    }
}
