package travel.baboo.messaging.sandbox.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/** The answer to a REST call. */
public record TwilioAnswer(int status, @Nullable JsonNode body) {

    public static TwilioAnswer ok(JsonNode body) {
        return new TwilioAnswer(200, body);
    }

    public static TwilioAnswer created(JsonNode body) {
        return new TwilioAnswer(201, body);
    }

    public static TwilioAnswer deleted() {
        return new TwilioAnswer(204, null);
    }

    static TwilioAnswer error(TwilioException failure) {
        return new TwilioAnswer(failure.status(), failure.body());
    }
}
