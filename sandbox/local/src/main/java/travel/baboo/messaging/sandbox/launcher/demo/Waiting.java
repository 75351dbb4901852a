package travel.baboo.messaging.sandbox.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The traveler's last message: nobody reads it, nobody answers in time, and then the expert does. */
final class Waiting {

    private static final String NOTICE = "unread-notice";
    private static final String OVERDUE = "response-overdue";
    private static final String CLEARED = "response-cleared";

    private final StackClient client;
    private final DemoSettings settings;
    private final Map<String, String> expert;
    private final String conversation;
    private final SandboxView sandbox;
    private final MirrorView mirror;

    Waiting(StackClient client, DemoSettings settings, Map<String, String> expert, String conversation) {
        this.client = client;
        this.settings = settings;
        this.expert = Map.copyOf(expert);
        this.conversation = conversation;
        this.sandbox = new SandboxView(client, settings);
        this.mirror = new MirrorView(client, settings, expert);
    }

    JsonNode observe(Journey journey) throws InterruptedException {
        long index = mirror.findMessage(conversation, Cast.THANKS)
                .orElseThrow(() -> new StoryException("The traveler's last message is not in the mirror"))
                .path("index")
                .asLong();
        JsonNode notice = journey.await("a notice at Make.com", () -> find(NOTICE, "/notice/lastIndex", index));
        seen(
                journey,
                notice,
                "is to notify " + notice.at("/notice/identity").asText() + ", unread messages: "
                        + notice.at("/notice/count").asLong());
        JsonNode alarm = journey.await("an alarm at Make.com", () -> find(OVERDUE, "/response/firstIndex", index));
        seen(journey, alarm, "is notified that an answer was due");
        journey.await("the conversation among those that wait", () -> mirror.findWaiting(conversation));
        journey.hop("mirror", "lists the conversation as overdue");
        answer(journey);
        JsonNode cleared =
                journey.await("the end of the alarm at Make.com", () -> find(CLEARED, "/response/firstIndex", index));
        seen(
                journey,
                cleared,
                "is notified that it was " + cleared.at("/response/outcome").asText());
        long notices = sandbox.notices(conversation).stream()
                .filter(body -> body.path("type").asText().equals(NOTICE)
                        && body.at("/notice/lastIndex").asLong() == index)
                .count();
        if (notices != 1) {
            throw new StoryException("Make.com got " + notices + " notices of one message");
        }
        return cleared;
    }

    private void answer(Journey journey) throws InterruptedException {
        client.post(
                settings.gateway() + "/api/conversations/" + conversation + "/messages",
                expert,
                Map.of("body", Cast.CONFIRMATION));
        journey.hop("conversation-service", "sends the expert's answer");
        journey.await("the answer in the mirror", () -> mirror.findMessage(conversation, Cast.CONFIRMATION));
    }

    private static void seen(Journey journey, JsonNode body, String what) {
        journey.hopAt(Instant.parse(body.path("time").asText()), "Make.com", what);
    }

    private Optional<JsonNode> find(String type, String place, long index) throws InterruptedException {
        List<JsonNode> bodies = sandbox.notices(conversation);
        return bodies.stream()
                .filter(body -> body.path("type").asText().equals(type)
                        && body.at(place).asLong(-1) == index)
                .findFirst();
    }
}
