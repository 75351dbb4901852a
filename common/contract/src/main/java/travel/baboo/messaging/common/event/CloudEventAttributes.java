package travel.baboo.messaging.common.event;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.AccountSid;
import travel.baboo.messaging.common.sid.ServiceSid;
import travel.baboo.messaging.common.sid.Sid;

/**
 * The CloudEvents 1.0 attributes of a record, as Kafka headers in binary mode ({@code ce_} before each
 * name, {@code content-type} for the data's type).
 *
 * @param id unique within the source; the same for repeated deliveries of an event
 * @param source where it happened, a URI reference
 * @param type what happened, with the contract's version as suffix
 * @param subject the affected resource
 * @param time when it happened
 */
public record CloudEventAttributes(String id, String source, String type, @Nullable String subject, Instant time) {

    public static final String ID_HEADER = "ce_id";
    public static final String TYPE_HEADER = "ce_type";
    public static final String TIME_HEADER = "ce_time";

    /** Placeholder in the source for an unknown account or service. */
    private static final String UNKNOWN = "-";

    private static final String TYPE_PREFIX = "travel.baboo.twilio.";
    private static final String VERSION_SUFFIX = ".v1";

    /**
     * The attributes of an event from Twilio. They are valid CloudEvents whatever the event's fields contain: the source is a
     * URI reference, no attribute has a control character, the time is RFC 3339.
     */
    public static CloudEventAttributes of(TwilioEvent event) {
        return new CloudEventAttributes(
                EventId.derive(event),
                "/twilio/" + sid(AccountSid.PREFIX, event.accountSid()) + "/"
                        + sid(
                                ServiceSid.PREFIX,
                                event.fields().find("ChatServiceSid").orElse(null)),
                TYPE_PREFIX + EventType.kebab(event.eventType()) + VERSION_SUFFIX,
                subject(event),
                TwilioTimes.isPlausible(event.occurredAt()) ? event.occurredAt() : event.receivedAt());
    }

    private static String sid(String prefix, @Nullable String value) {
        return value != null && Sid.matches(prefix, value) ? value : UNKNOWN;
    }

    private static @Nullable String subject(TwilioEvent event) {
        String subject = event.conversationSid() == null ? event.resourceSid() : event.conversationSid();
        return subject != null && EventId.isClean(subject) ? subject : null;
    }

    /** The type without our prefix and version: {@code message-added}. */
    public String typeName() {
        return type.substring(TYPE_PREFIX.length(), type.length() - VERSION_SUFFIX.length());
    }

    /** The Kafka headers of binary mode, to be encoded as UTF-8. */
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
