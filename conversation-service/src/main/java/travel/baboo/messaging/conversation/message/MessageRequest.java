package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;

/**
 * A message to send.
 *
 * @param body 1 to 1600 characters
 * @param attributes further members of the message's attributes, kept as they are; null for none
 */
@RegisterForReflection
public record MessageRequest(@NotBlank @Size(max = MAX_BODY_LENGTH) String body, @Nullable ObjectNode attributes) {

    /** What Twilio takes over REST. */
    public static final int MAX_BODY_LENGTH = 1600;
}
