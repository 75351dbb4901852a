package travel.baboo.messaging.sandbox.twilio;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A REST request that the sandbox's Twilio received, for tests that check what the services request.
 *
 * @param body the form as it came
 * @param status what was answered; null when the connection was cut
 * @param fault the kind of fault that struck, if one did
 */
public record RestRequest(
        Instant time,
        long millis,
        String method,
        String path,
        @Nullable String query,
        String body,
        @Nullable Integer status,
        @Nullable String fault) {}
