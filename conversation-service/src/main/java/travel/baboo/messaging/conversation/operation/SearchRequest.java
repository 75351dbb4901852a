package travel.baboo.messaging.conversation.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;

/**
 * A search.
 *
 * @param text a SID, an event's or inquiry's id, a phone number, an e-mail address, an identity, or words of a name or a message
 */
@RegisterForReflection
public record SearchRequest(@NotBlank @Size(max = 256) String text) {}
