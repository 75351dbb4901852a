package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A message to send: {@code body}, {@code mediaSid} or both, or {@code contentSid} alone.
 *
 * @param body 1 to 1600 characters
 * @param contentSid an approved template, which WhatsApp accepts at any time
 * @param contentVariables the template's variables
 * @param mediaSid media uploaded to Twilio
 * @param attributes further members of the message's attributes; null for none
 */
@RegisterForReflection
public record MessageRequest(
        @Schema(examples = "Shall I book the hut?") @Nullable String body,
        @Nullable String contentSid,
        @Nullable ObjectNode contentVariables,
        @Nullable String mediaSid,
        @Nullable ObjectNode attributes) {

    /** Twilio's limit over REST. */
    public static final int MAX_BODY_LENGTH = 1600;

    public MessageRequest {
        MessageContent checked = new MessageContent(body, contentSid, contentVariables, mediaSid);
        body = checked.body();
    }

    /**
     * Checks a text; also used by other requests.
     *
     * @throws IllegalArgumentException if it cannot be sent
     */
    public static void checkBody(String body) {
        MessageContent unused = MessageContent.text(body);
    }

    MessageContent content() {
        return new MessageContent(body, contentSid, contentVariables, mediaSid);
    }
}
