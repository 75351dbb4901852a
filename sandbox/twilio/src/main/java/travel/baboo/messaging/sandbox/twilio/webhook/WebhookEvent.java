package travel.baboo.messaging.sandbox.twilio.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;

/**
 * An event that Twilio reports.
 *
 * @param type the event type, as in filters
 * @param orderKey events with the same key reach one target in order; the conversation's SID where there is one
 * @param fields the form that is sent
 */
public record WebhookEvent(String type, String orderKey, Form fields) {

    /** The same event as a retry: {@code RetryCount} is the number of retries. */
    WebhookEvent retried(int times) {
        return new WebhookEvent(
                type,
                orderKey,
                new Form(fields.fields().stream()
                        .map(field -> field.name().equals("RetryCount")
                                ? new Form.Field(field.name(), Integer.toString(times))
                                : field)
                        .toList()));
    }

    /** Collects fields; unset fields are left out, as at Twilio. */
    public static final class Fields {

        private final Map<String, String> values = new LinkedHashMap<>();

        public Fields put(String name, @Nullable Object value) {
            if (value != null) {
                values.put(name, value.toString());
            }
            return this;
        }

        public Form toForm() {
            return Form.of(values);
        }
    }
}
