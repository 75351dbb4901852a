package travel.baboo.messaging.sandbox.twilio.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;

/**
 * Where a subscription's events go.
 *
 * @param configuration as sent; of a webhook {@code destination}, {@code method}, {@code batch_events}
 * @param status {@code active} from the start: validation is no longer needed (twilio.com/docs/events, sink resource, Validate)
 */
record Sink(
        String sid,
        String description,
        String type,
        JsonNode configuration,
        String status,
        Instant created,
        Instant updated) {

    static final String ACTIVE = "active";

    Sink described(String text, Instant now) {
        return new Sink(sid, text, type, configuration, status, created, now);
    }

    boolean isWebhook() {
        return type.equals("webhook");
    }

    boolean isActive() {
        return status.equals(ACTIVE);
    }

    String destination() {
        return configuration.path("destination").asText();
    }

    boolean batches() {
        return configuration.path("batch_events").asBoolean(false);
    }

    String method() {
        return configuration.path("method").asText("POST");
    }
}
