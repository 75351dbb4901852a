package travel.baboo.messaging.sandbox.twilio.events;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;

/**
 * CloudEvents as a sink receives them. Data by the schemas at events-schemas.twilio.com/Conversations.*: no {@code ChatServiceSid},
 * {@code Source}, {@code ClientIdentity} or {@code LastReadMessageIndex}; attributes as an object of strings.
 */
final class StreamEvents {

    static final String TEST = "com.twilio.eventstreams.test-event";

    private static final String SCHEMAS = "https://events-schemas.twilio.com/";
    private static final String BINDING = "MessagingBinding.";
    private static final Set<String> CLASSIC_ONLY =
            Set.of("ChatServiceSid", "EventType", "Source", "ClientIdentity", "RetryCount", "LastReadMessageIndex");

    private StreamEvents() {}

    static ObjectNode of(StreamType type, Form classic, String accountSid, Instant now) {
        ObjectNode event = envelope(type.name(), Sid.create("EZ"), "/v1/Accounts/" + accountSid, now)
                .put("dataschema", SCHEMAS + type.schema() + "/" + StreamType.LATEST_VERSION);
        ObjectNode data = event.putObject("data");
        data.put("AccountSid", accountSid);
        classic.fields().stream()
                .filter(field -> !CLASSIC_ONLY.contains(field.name()))
                .forEach(field -> put(data, type, field.name(), field.value()));
        return event;
    }

    /** Its id is the account's SID every time, as seen live. */
    static ObjectNode test(String accountSid, Instant now) {
        ObjectNode event =
                envelope(TEST, accountSid, "Sink", now).put("dataschema", SCHEMAS + "EventStreams.TestSink/1.json");
        event.putObject("data").put("test_id", UUID.randomUUID().toString());
        return event;
    }

    /** The SID of what an event is about; empty for the test event. */
    static String subject(ObjectNode event) {
        JsonNode data = event.path("data");
        return Stream.of("MessageSid", "ParticipantSid", "UserSid", "ConversationSid")
                .map(name -> data.path(name).asText())
                .filter(sid -> !sid.isEmpty())
                .findFirst()
                .orElse("");
    }

    private static ObjectNode envelope(String type, String id, String source, Instant now) {
        return Json.object()
                .put("specversion", "1.0")
                .put("type", type)
                .put("source", source)
                .put("id", id)
                .put("datacontenttype", "application/json")
                .put("time", TwilioDates.isoMillis(now));
    }

    private static void put(ObjectNode data, StreamType type, String name, String value) {
        switch (name) {
            case "Index" -> data.put(name, Long.parseLong(value));
            case "Body" -> data.put("MessageBody", value);
            case "isOnline", "isNotifiable" -> data.put("I" + name.substring(1), Boolean.parseBoolean(value));
            case "Attributes" -> data.set(name, strings(value));
            case "Media" -> data.set(name, media(value));
            case "MessagingServiceSid" -> {
                if (!type.schema().contains("Participant")) {
                    data.put(name, value);
                }
            }
            default -> {
                if (name.startsWith(BINDING)) {
                    data.withObjectProperty("MessagingBinding").put(name.substring(BINDING.length()), value);
                } else {
                    data.put(name, value);
                }
            }
        }
    }

    /** Values that are no strings become JSON text; how Twilio writes them is not documented. */
    private static ObjectNode strings(String json) {
        ObjectNode strings = Json.object();
        read(json).properties().forEach(entry -> {
            JsonNode value = entry.getValue();
            strings.put(entry.getKey(), value.isTextual() ? value.asText() : value.toString());
        });
        return strings;
    }

    private static JsonNode media(String json) {
        JsonNode media = read(json);
        media.forEach(item -> {
            ObjectNode object = (ObjectNode) item;
            object.set("MediaSid", object.remove("Sid"));
        });
        return media;
    }

    private static JsonNode read(String json) {
        try {
            return Json.MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The sandbox keeps valid JSON only", e);
        }
    }
}
