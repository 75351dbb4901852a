package travel.baboo.messaging.conversation;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;

/** Webhooks of a conversation that exists only on the topic. */
final class History {
    final String sid = sid("CH");
    final String phone = sid("MB");
    final String message = sid("IM");
    private final WebhookBridge topic;
    private final Instant start = Instant.parse("2026-11-21T09:00:00Z");

    History(WebhookBridge topic) {
        this.topic = topic;
    }

    static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    String at(int seconds) {
        return start.plusSeconds(seconds).toString();
    }

    void conversation() {
        event(
                "onConversationAdded",
                "FriendlyName",
                "History",
                "State",
                "active",
                "Attributes",
                "{}",
                "DateCreated",
                at(0));
    }

    void event(String type, String... pairs) {
        Map<String, String> fields = new HashMap<>(Map.of("EventType", type, "ConversationSid", sid));
        for (int i = 0; i < pairs.length; i += 2) {
            fields.put(pairs[i], pairs[i + 1]);
        }
        topic.publish(TwilioEvents.fromFields(type, TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK));
    }
}
