package travel.baboo.messaging.ingest.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
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

    WebhookEvents(ObjectMapper json) {
        this.json = json;
    }

    /** Whether Twilio only asks if something may happen. Nothing is published then. */
    static boolean isPreEvent(String eventType) {
        return PRE_EVENTS.contains(eventType);
    }

    /** The event that the webhook tells of. */
    public TwilioEvent read(WebhookRequest request) {
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

    private static String eventType(TwilioFields fields) {
        Optional<String> named = fields.findText("EventType");
        if (named.isPresent()) {
            return named.get();
        }
        boolean statusCallback = fields.findText("MessageStatus").isPresent();
        return statusCallback ? EventType.SMS_STATUS_UPDATED.twilioName() : UNKNOWN;
    }

    private Optional<TwilioFields> fields(WebhookRequest request) {
        if (request.kind() == WebhookRequest.Kind.JSON) {
            return jsonFields(request.body());
        }
        return request.form().text().map(TwilioFields::new);
    }

    private Optional<TwilioFields> jsonFields(byte[] body) {
        try {
            JsonNode node = json.readTree(body);
            if (node == null || !node.isObject()) {
                return Optional.empty();
            }
            Map<String, List<String>> fields = new LinkedHashMap<>();
            node.properties().forEach(field -> fields.put(field.getKey(), List.of(text(field.getValue()))));
            return Optional.of(new TwilioFields(fields));
        } catch (IOException notJson) {
            return Optional.empty();
        }
    }

    private static String text(JsonNode value) {
        return value.isTextual() ? value.textValue() : value.toString();
    }
}
