package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;

/** Whether members muted a conversation; the REST API does not show it. */
public final class NotificationLevels implements Persistent {

    private static final String DEFAULT = "default";

    private final Changes changes;
    private final Map<String, String> levels = new HashMap<>();

    public NotificationLevels(Changes changes) {
        this.changes = changes;
    }

    /** {@code default} or {@code muted}, by participant. */
    String of(String participantSid) {
        return levels.getOrDefault(participantSid, DEFAULT);
    }

    void set(String participantSid, String level) {
        levels.put(participantSid, level);
        changes.happened();
    }

    @Override
    public String name() {
        return "notificationLevels";
    }

    @Override
    public Object snapshot() {
        return Map.copyOf(levels);
    }

    @Override
    public void restore(JsonNode saved) {
        reset();
        saved.properties()
                .forEach(entry -> levels.put(entry.getKey(), entry.getValue().asText()));
    }

    @Override
    public void reset() {
        levels.clear();
    }
}
