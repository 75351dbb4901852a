package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The changes to a message; null leaves a field as it is.
 *
 * @param body 1 to 1600 characters
 * @param attributes the new attributes; our own members of the old ones are kept
 */
@RegisterForReflection
public record MessageChange(
        @Schema(examples = "Shall I book the hut for Friday?") @Nullable String body, @Nullable ObjectNode attributes) {

    public MessageChange {
        if (body == null && attributes == null) {
            throw new IllegalArgumentException("nothing to change: body or attributes is needed");
        }
        if (body != null) {
            MessageRequest.checkBody(body);
        }
    }
}
