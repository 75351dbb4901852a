package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** The answer to a request that came through a socket. */
record TunnelAnswer(int status, JsonNode body, @Nullable Integer retryAfterSeconds) {

    static TunnelAnswer ok(JsonNode body) {
        return new TunnelAnswer(200, body, null);
    }

    static TunnelAnswer created(JsonNode body) {
        return new TunnelAnswer(201, body, null);
    }

    static TunnelAnswer deleted() {
        return new TunnelAnswer(204, Json.object(), null);
    }

    static TunnelAnswer refused(TwilioException refusal) {
        return new TunnelAnswer(refusal.status(), refusal.body(), null);
    }
}
