package travel.baboo.messaging.sandbox.twilio.webhook;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;

/**
 * Something that Twilio tells about.
 *
 * @param type the event type, as in filters
 * @param orderKey events with the same key reach one target in order; the conversation's SID where there is one
 * @param fields the form that is sent
 */
public record WebhookEvent(String type, String orderKey, Form fields) {

    /** The same, sent again: {@code RetryCount} says how often. */
    WebhookEvent repeated(int times) {
        return new WebhookEvent(
                type,
                orderKey,
                new Form(fields.fields().stream()
                        .map(field -> field.name().equals("RetryCount")
                                ? new Form.Field(field.name(), Integer.toString(times))
                                : field)
                        .toList()));
    }

    /** Collects fields; what is unset is left out, as Twilio does. */
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
