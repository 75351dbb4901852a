package travel.baboo.messaging.conversation.participant;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.Size;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.Role;

/**
 * A participant to add, by identity or by phone address.
 *
 * @param identity 1 to 256 characters, or null
 * @param address a phone number, optionally with {@code whatsapp:}, or null
 * @param name the name that others see, or null
 * @param role the role of a participant with an identity; default {@code expert}
 */
@RegisterForReflection
public record ParticipantRequest(
        @Nullable @Size(max = Caller.MAX_IDENTITY_LENGTH) String identity,
        @Nullable String address,
        @Nullable @Size(max = 100) String name,
        @Schema(enumeration = {"admin", "bot", "expert", "traveler"}) @Nullable String role) {

    public ParticipantRequest {
        if (role != null && Role.find(role).isEmpty()) {
            throw new IllegalArgumentException("role is one of admin, bot, expert and traveler");
        }
        boolean byIdentity = identity != null && !identity.isBlank();
        boolean byAddress = address != null && !address.isBlank();
        if (byIdentity == byAddress) {
            throw new IllegalArgumentException("either identity or address is needed");
        }
    }

    Role roleOrDefault() {
        return role == null ? Role.EXPERT : Role.find(role).orElseThrow();
    }
}
