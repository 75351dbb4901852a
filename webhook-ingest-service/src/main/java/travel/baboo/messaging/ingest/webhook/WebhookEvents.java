package travel.baboo.messaging.ingest.webhook;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;

/** Reads the event out of a webhook. Never fails: what cannot be read is an {@code unreadable} event with the raw body. */
@Singleton
public class WebhookEvents {

    /** Events before the fact: Twilio waits for the answer, nothing has happened yet. */
    private static final Set<String> PRE_EVENTS = Set.of(
            "onMessageAdd",
            "onMessageUpdate",
            "onMessageRemove",
            "onConversationAdd",
            "onConversationUpdate",
            "onConversationRemove",
            "onParticipantAdd",
            "onParticipantUpdate",
            "onParticipantRemove",
            "onUserUpdate");

    private static final String UNKNOWN = "unknown";

    private final ObjectMapper json;
    private final StreamedEvents streamed;

    WebhookEvents(ObjectMapper json) {
        this.json = json;
        this.streamed = new StreamedEvents(json);
    }

    /** For use without the framework. */
    public static WebhookEvents with(ObjectMapper json) {
        return new WebhookEvents(json);
    }

    /** Whether Twilio only asks if something may happen. Nothing is published then. */
    static boolean isPreEvent(String eventType) {
        return PRE_EVENTS.contains(eventType);
    }

    /** The event that the webhook reports. */
    public TwilioEvent read(WebhookRequest request) {
        if (request.kind() == WebhookRequest.Kind.CLOUD_EVENT) {
            return streamed.read(request.body(), request.receivedAt());
        }
        Optional<TwilioFields> fields = fields(request);
        if (fields.isEmpty()) {
            byte[] raw = request.kind() == WebhookRequest.Kind.QUERY
                    ? request.query().getBytes(StandardCharsets.UTF_8)
                    : request.body();
            String account = request.form().find("AccountSid").orElse(null);
            return TwilioEvents.unreadable(account, Base64.getEncoder().encodeToString(raw), request.receivedAt());
        }
        return TwilioEvents.fromFields(eventType(fields.get()), fields.get(), request.receivedAt(), Origin.WEBHOOK);
    }

    /**
     * A StatusCallback of Programmable Messaging is known by its {@code MessageStatus}, which no event of Conversations has. WhatsApp's
     * carry an {@code EventType} besides ({@code READ}, {@code DELIVERED}), which names none.
     */
    private static String eventType(TwilioFields fields) {
        return fields.findText("MessageStatus").isPresent()
                ? EventType.SMS_STATUS_UPDATED.twilioName()
                : fields.findText("EventType").orElse(UNKNOWN);
    }

    private Optional<TwilioFields> fields(WebhookRequest request) {
        if (request.kind() == WebhookRequest.Kind.JSON) {
            return jsonFields(request.body());
        }
        return request.form().text().map(TwilioFields::new);
    }

    /** Null means an unset field, which Twilio omits. A name that occurs twice keeps both values. */
    private Optional<TwilioFields> jsonFields(byte[] body) {
        Map<String, List<String>> fields = new LinkedHashMap<>();
        try (JsonParser parser = json.createParser(body)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return Optional.empty();
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                if (parser.nextToken() != JsonToken.VALUE_NULL) {
                    fields.computeIfAbsent(name, first -> new ArrayList<>(1)).add(text(parser));
                }
            }
            return parser.nextToken() == null ? Optional.of(new TwilioFields(fields)) : Optional.empty();
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    /** A text or number as it stands there; an array or object as JSON. */
    private static String text(JsonParser parser) throws IOException {
        return parser.currentToken().isScalarValue()
                ? parser.getText()
                : parser.<JsonNode>readValueAsTree().toString();
    }
}
