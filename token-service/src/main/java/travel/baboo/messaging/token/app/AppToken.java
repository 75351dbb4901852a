package travel.baboo.messaging.token.app;

import com.fasterxml.jackson.annotation.JsonFormat;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * The response to the app. Times always have milliseconds and {@code Z}, like JavaScript's {@code toISOString}.
 *
 * @param token the access token
 * @param identity the token's identity
 * @param expiresAt when it expires
 * @param refreshAt when to request the next one: before the SDK's {@code tokenAboutToExpire}, spread over clients
 * @param serverTime the current time, for clients with a wrong clock
 */
@RegisterForReflection
public record AppToken(
        String token,
        String identity,
        @JsonFormat(pattern = MILLISECONDS, timezone = "UTC") Instant expiresAt,
        @JsonFormat(pattern = MILLISECONDS, timezone = "UTC") Instant refreshAt,
        @JsonFormat(pattern = MILLISECONDS, timezone = "UTC") Instant serverTime) {

    private static final String MILLISECONDS = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";

    @Override
    public String toString() {
        return "AppToken[" + expiresAt + "]";
    }
}
