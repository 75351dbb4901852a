package travel.baboo.messaging.common.event;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Derives an event's id from its content alone.
 *
 * <p>Promise: one happening has one id, whether it came once, twice, or was fetched by the reconciler. What Twilio changes
 * between two sendings of the same event ({@code RetryCount}) takes no part.
 */
final class EventId {

    private static final String RETRY_COUNT = "RetryCount";

    /** Twilio's SIDs and times are far shorter. */
    private static final int LONGEST_ATTRIBUTE = 256;

    private EventId() {}

    static String derive(TwilioEvent event) {
        if (event.raw() != null) {
            return EventType.kebab(event.eventType()) + ":" + sha256(event.raw());
        }
        Optional<EventType> type = EventType.find(event.eventType());
        Optional<String> id = type.isEmpty() ? Optional.empty() : fromFields(type.get(), event.fields());
        return id.filter(EventId::isClean).orElseGet(() -> fromWholeContent(event));
    }

    /** Whether the text may stand in a CloudEvents attribute: not too long, no control character, no half of a surrogate pair. */
    static boolean isClean(String text) {
        return text.length() <= LONGEST_ATTRIBUTE
                && text.chars().noneMatch(c -> Character.isISOControl(c) || Character.isSurrogate((char) c));
    }

    private static Optional<String> fromFields(EventType type, TwilioFields fields) {
        Optional<String> resource = fields.findText(type.resourceField());
        if (resource.isEmpty()) {
            return Optional.empty();
        }
        StringBuilder id = new StringBuilder(type.onlyId(resource.get()));
        for (String field : type.distinguishingFields()) {
            Optional<String> value = fields.findText(field);
            if (value.isEmpty()) {
                return Optional.empty();
            }
            id.append(':').append(value.get());
        }
        return Optional.of(id.toString());
    }

    private static String fromWholeContent(TwilioEvent event) {
        StringBuilder canonical = new StringBuilder();
        new TreeMap<>(event.fields().values()).forEach((name, values) -> {
            if (!name.equals(RETRY_COUNT)) {
                append(canonical, name, values);
            }
        });
        String resource = event.resourceSid() == null ? event.key() : event.resourceSid();
        if (!isClean(resource)) {
            resource = "-";
        }
        return EventType.kebab(event.eventType()) + ":" + resource + ":" + sha256(canonical.toString());
    }

    private static void append(StringBuilder canonical, String name, List<String> values) {
        canonical.append(name.length()).append(':').append(name);
        values.forEach(value -> canonical.append(value.length()).append('=').append(value));
    }

    private static String sha256(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
