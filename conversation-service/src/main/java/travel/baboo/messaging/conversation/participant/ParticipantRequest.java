package travel.baboo.messaging.conversation.participant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;

/**
 * Somebody to add: by identity, or by a phone's address.
 *
 * @param identity 1 to 256 characters, or null
 * @param address E.164, or {@code whatsapp:} and E.164, or null
 */
@RegisterForReflection
public record ParticipantRequest(
        @Nullable @Size(max = Caller.MAX_IDENTITY_LENGTH) String identity, @Nullable String address) {

    public ParticipantRequest {
        boolean byIdentity = identity != null && !identity.isBlank();
        boolean byAddress = address != null && !address.isBlank();
        if (byIdentity == byAddress) {
            throw new IllegalArgumentException("either identity or address is needed");
        }
    }
}
