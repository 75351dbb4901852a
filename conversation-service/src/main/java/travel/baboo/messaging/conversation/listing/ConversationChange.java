package travel.baboo.messaging.conversation.listing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.twilio.rest.conversations.v1.service.Conversation;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The changes to a conversation; null leaves a field as it is.
 *
 * @param friendlyName 1 to 256 characters
 * @param attributes the new attributes, at most 16 KB
 * @param state {@code active}, {@code inactive} or {@code closed}; closed is final
 */
@RegisterForReflection
public record ConversationChange(
        @Nullable @Size(min = 1, max = 256) String friendlyName,
        @Nullable ObjectNode attributes,
        @Nullable ConversationState state) {

    private static final int MAX_ATTRIBUTES_LENGTH = 16 * 1024;

    public ConversationChange {
        if (friendlyName == null && attributes == null && state == null) {
            throw new IllegalArgumentException("nothing to change: friendlyName, attributes or state is needed");
        }
        if (state == ConversationState.INITIALIZING) {
            throw new IllegalArgumentException("state is one of active, inactive and closed");
        }
        if (attributes != null
                && attributes.toString().getBytes(StandardCharsets.UTF_8).length > MAX_ATTRIBUTES_LENGTH) {
            throw new IllegalArgumentException("attributes have at most " + MAX_ATTRIBUTES_LENGTH + " bytes");
        }
    }

    Conversation.@Nullable State twilioState() {
        return state == null ? null : state.atTwilio();
    }
}
