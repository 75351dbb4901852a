package travel.baboo.messaging.sandbox.login;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A request for a token.
 *
 * @param expiresInSeconds may be negative, for tokens that have expired already; 3600 unless said
 * @param audience {@code baboo-messaging} unless said
 * @param issuer for tokens of another issuer; by default the login's own
 */
record LoginRequest(
        String email,
        @Nullable String name,
        @Nullable List<String> groups,
        @Nullable Long expiresInSeconds,
        @Nullable String audience,
        @Nullable String issuer,
        @Nullable String subject) {

    LoginRequest {
        if (email == null || email.isBlank()) {
            throw new IllegalArgumentException("email is required");
        }
        name = name == null ? email : name;
        groups = groups == null ? List.of() : List.copyOf(groups);
        expiresInSeconds = expiresInSeconds == null ? 3600L : expiresInSeconds;
        audience = audience == null ? "baboo-messaging" : audience;
    }
}
