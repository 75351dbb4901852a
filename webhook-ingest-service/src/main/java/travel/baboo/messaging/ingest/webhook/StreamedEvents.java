package travel.baboo.messaging.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;

/**
 * Reads an event of Twilio Event Streams, one CloudEvent, into the names that webhooks have, so that both copies of an event get one
 * id. What the stream does not carry is left out. Never fails: what cannot be read is an {@code unreadable} event.
 *
 * <p>Sources: twilio.com/docs/events/event-types/conversations for the data,
 * twilio.com/docs/conversations-classic/conversations-webhooks for the webhooks' names.
 */
final class StreamedEvents {

    private static final String PREFIX = "com.twilio.conversations.";
    private static final Map<String, String> CLASSIC_NAMES = Map.ofEntries(
            Map.entry("message.added", "onMessageAdded"),
            Map.entry("message.updated", "onMessageUpdated"),
            Map.entry("message.removed", "onMessageRemoved"),
            Map.entry("conversation.added", "onConversationAdded"),
            Map.entry("conversation.updated", "onConversationUpdated"),
            Map.entry("conversation.removed", "onConversationRemoved"),
            Map.entry("conversation-state.updated", "onConversationStateUpdated"),
            Map.entry("participant.added", "onParticipantAdded"),
            Map.entry("participant.updated", "onParticipantUpdated"),
            Map.entry("participant.removed", "onParticipantRemoved"),
            Map.entry("user.added", "onUserAdded"),
            Map.entry("user.updated", "onUserUpdated"));
    private static final Set<String> TIMES = Set.of("DateCreated", "DateUpdated", "DateRemoved", "StateUpdated");

    /** As webhooks write times: they are part of ids. */
    private static final DateTimeFormatter CLASSIC_TIME = DateTimeFormatter.ofPattern(
                    "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final ObjectMapper json;

    StreamedEvents(ObjectMapper json) {
        this.json = json;
    }

    TwilioEvent read(byte[] cloudEvent, Instant receivedAt) {
        try {
            JsonNode event = json.readTree(cloudEvent);
            if (isEvent(event)) {
                return read(event, event.path("data"), receivedAt);
            }
        } catch (IOException notJson) {
            return unreadable(cloudEvent, receivedAt);
        }
        return unreadable(cloudEvent, receivedAt);
    }

    /** Whether it has what every event has: a type and data. */
    static boolean isEvent(JsonNode event) {
        return event.path("type").isTextual() && event.path("data").isObject();
    }

    private static TwilioEvent unreadable(byte[] cloudEvent, Instant receivedAt) {
        String raw = Base64.getEncoder().encodeToString(cloudEvent);
        return TwilioEvents.unreadable(null, raw, receivedAt, Origin.EVENT_STREAM);
    }

    private static TwilioEvent read(JsonNode event, JsonNode data, Instant receivedAt) {
        String type = event.path("type").asText();
        String eventType =
                type.startsWith(PREFIX) ? CLASSIC_NAMES.getOrDefault(type.substring(PREFIX.length()), type) : type;
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("EventType", eventType);
        data.properties().forEach(field -> put(fields, eventType, field.getKey(), field.getValue()));
        Optional<Instant> envelopeTime = time(event.path("time").asText());
        return TwilioEvents.fromFields(
                eventType, TwilioFields.of(fields), envelopeTime.orElse(receivedAt), receivedAt, Origin.EVENT_STREAM);
    }

    private static void put(Map<String, String> fields, String eventType, String name, JsonNode value) {
        if (value.isNull()) {
            return;
        }
        switch (name) {
            case "MessageBody" -> fields.put(eventType.startsWith("onMessage") ? "Body" : name, text(value));
            case "IsOnline", "IsNotifiable" -> fields.put("i" + name.substring(1), text(value));
            case "Media" -> fields.put(name, media(value));
            case "MessagingBinding" -> flatten(fields, name, value);
            default -> fields.put(name, TIMES.contains(name) ? classicTime(text(value)) : text(value));
        }
    }

    private static void flatten(Map<String, String> fields, String name, JsonNode value) {
        if (!value.isObject()) {
            fields.put(name, text(value));
            return;
        }
        value.properties().stream()
                .filter(part -> !part.getValue().isNull())
                .forEach(part -> fields.put(name + "." + part.getKey(), text(part.getValue())));
    }

    private static String media(JsonNode value) {
        if (!(value instanceof ArrayNode items)) {
            return text(value);
        }
        for (JsonNode item : items) {
            if (item instanceof ObjectNode file && file.has("MediaSid")) {
                file.set("Sid", file.remove("MediaSid"));
            }
        }
        return items.toString();
    }

    /** A text or number as it stands there; an array or object as JSON. */
    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String classicTime(String text) {
        return time(text).map(CLASSIC_TIME::format).orElse(text);
    }

    private static Optional<Instant> time(String text) {
        return TwilioFields.of(Map.of("time", text)).findTime("time");
    }
}
