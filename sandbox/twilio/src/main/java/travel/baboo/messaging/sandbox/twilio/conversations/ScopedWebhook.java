package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;

/** A webhook of one conversation: an address, an address for messages with certain words, or a Studio flow. */
public record ScopedWebhook(
        String sid,
        String target,
        @Nullable String url,
        String method,
        List<String> filters,
        List<String> triggers,
        @Nullable String flowSid,
        Instant created,
        Instant updated) {

    public ScopedWebhook {
        filters = List.copyOf(filters);
        triggers = List.copyOf(triggers);
    }

    /**
     * Whether it receives such an event.
     *
     * @param body the message's text for message events
     */
    boolean wants(String eventType, @Nullable String body) {
        return switch (target) {
            case "trigger" ->
                eventType.equals("onMessageAdded")
                        && body != null
                        && triggers.stream().anyMatch(body::contains);
            case "studio" -> filters.isEmpty() ? eventType.equals("onMessageAdded") : filters.contains(eventType);
            default -> filters.contains(eventType);
        };
    }

    ObjectNode configuration() {
        ObjectNode json = Json.object();
        if (target.equals("studio")) {
            json.put("flow_sid", flowSid);
        } else {
            json.put("url", url).put("method", method);
        }
        if (target.equals("trigger")) {
            triggers.forEach(json.putArray("triggers")::add);
        } else if (!filters.isEmpty()) {
            filters.forEach(json.putArray("filters")::add);
        }
        return json;
    }
}
