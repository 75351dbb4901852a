package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;

/** Which messages Twilio reported, by webhook and by Event Streams. Not thread-safe. */
final class Reports {

    /** Less than the relay's wait for a missing message in a drill. A message reported later may be delivered after its successors. */
    private static final Duration IN_TIME = Duration.ofSeconds(90);

    private static final String ADDED_BY_WEBHOOK = "onMessageAdded";
    private static final String ADDED_BY_STREAM = "com.twilio.conversations.message.added";

    private final FollowedLog webhooks;
    private final FollowedLog stream;
    private final boolean eventStream;
    private final Map<String, Boolean> reported = new HashMap<>();
    private final Map<String, Boolean> streamed = new HashMap<>();
    private final Map<String, Instant> firstTaken = new HashMap<>();
    private long streamedEvents;

    Reports(DrillClient client, DrillSettings settings) {
        this.webhooks = new FollowedLog(client, settings.sandbox() + "/control/webhooks");
        this.stream = new FollowedLog(client, settings.sandbox() + "/control/event-stream");
        this.eventStream = settings.eventStream();
    }

    /** Leaves out what was sent before. */
    void begin() throws IOException, InterruptedException {
        webhooks.begin();
        if (eventStream) {
            stream.begin();
        }
    }

    /** Reads what has been sent or lost since the last call. */
    void follow() throws IOException, InterruptedException {
        for (JsonNode item : webhooks.next()) {
            if (item.path("eventType").asText().equals(ADDED_BY_WEBHOOK) && !isDropped(item)) {
                boolean accepted = item.path("status").asInt() / 100 == 2;
                note(reported, item.at("/fields/MessageSid/0").asText(), accepted, item);
            }
        }
        if (eventStream) {
            stream.next().forEach(this::noteStreamed);
        }
    }

    private void noteStreamed(JsonNode item) {
        int events = item.path("sids").size();
        streamedEvents += events;
        boolean accepted = item.path("outcome").asText().equalsIgnoreCase("accepted");
        for (int i = 0; i < events && !isDropped(item); i++) {
            if (item.at("/types/" + i).asText().equals(ADDED_BY_STREAM)) {
                note(streamed, item.at("/sids/" + i).asText(), accepted, item);
            }
        }
    }

    private static boolean isDropped(JsonNode item) {
        return item.path("outcome").asText().equalsIgnoreCase("dropped");
    }

    private void note(Map<String, Boolean> way, String sid, boolean taken, JsonNode item) {
        way.merge(sid, taken, Boolean::logicalOr);
        if (taken) {
            firstTaken.putIfAbsent(sid, Instant.parse(item.path("time").asText()));
        }
    }

    /** How many webhooks Twilio has sent or lost. */
    long webhooks() {
        return webhooks.last();
    }

    /** How many events Event Streams has sent or lost. */
    long streamed() {
        return streamedEvents;
    }

    /** Whether the message was reported before the relay stopped waiting for it. */
    boolean inTime(AtTwilio message) {
        Instant taken = firstTaken.get(message.sid());
        return taken != null && taken.isBefore(message.created().plus(IN_TIME));
    }

    /** Whether a webhook reported the message. */
    boolean byWebhook(String sid) {
        return reported.getOrDefault(sid, false);
    }

    /**
     * Number of messages that were sent by webhook.
     *
     * @param ours SIDs of the messages to count
     * @param taken whether to count only messages whose webhook was answered with 2xx
     */
    long countByWebhook(Set<String> ours, boolean taken) {
        return count(reported, ours, taken);
    }

    /** Number of messages that were sent by Event Streams, as {@link #countByWebhook}. */
    long countByStream(Set<String> ours, boolean taken) {
        return count(streamed, ours, taken);
    }

    private static long count(Map<String, Boolean> way, Set<String> ours, boolean taken) {
        return way.entrySet().stream()
                .filter(one -> ours.contains(one.getKey()) && (one.getValue() || !taken))
                .count();
    }
}
