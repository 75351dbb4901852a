package travel.baboo.messaging.common.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The CloudEvents 1.0 attributes of a record, and how they stand in Kafka headers in binary mode ({@code ce_} before each
 * name, {@code content-type} for the data's type).
 *
 * @param id unique within the source; the same for the same happening
 * @param source where it happened, a URI reference
 * @param type what happened, with the contract's version at the end
 * @param subject what it is about
 * @param time when it happened
 */
public record CloudEventAttributes(String id, String source, String type, @Nullable String subject, Instant time) {

    public static final String ID_HEADER = "ce_id";
    public static final String TYPE_HEADER = "ce_type";
    public static final String TIME_HEADER = "ce_time";

    private static final String TYPE_PREFIX = "travel.baboo.twilio.";
    private static final String VERSION_SUFFIX = ".v1";

    /** The attributes of an event from Twilio. */
    public static CloudEventAttributes of(TwilioEvent event) {
        String service = event.fields().findText("ChatServiceSid").orElse("-");
        String account = event.accountSid() == null ? "-" : event.accountSid();
        return new CloudEventAttributes(
                EventId.derive(event),
                "/twilio/" + account + "/" + service,
                TYPE_PREFIX + EventType.kebab(event.eventType()) + VERSION_SUFFIX,
                event.conversationSid() == null ? event.resourceSid() : event.conversationSid(),
                event.occurredAt());
    }

    /** The type without our prefix and its version: {@code message-added}. */
    public String typeName() {
        return type.substring(TYPE_PREFIX.length(), type.length() - VERSION_SUFFIX.length());
    }

    /** The Kafka headers of binary mode, ready to be written in UTF-8. */
    public Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("ce_specversion", "1.0");
        headers.put(ID_HEADER, id);
        headers.put("ce_source", source);
        headers.put(TYPE_HEADER, type);
        if (subject != null) {
            headers.put("ce_subject", subject);
        }
        headers.put(TIME_HEADER, time.toString());
        headers.put("content-type", "application/json");
        return headers;
    }
}
