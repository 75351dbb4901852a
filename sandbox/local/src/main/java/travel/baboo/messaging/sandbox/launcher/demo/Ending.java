package travel.baboo.messaging.sandbox.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/** The last step: everything is recorded, and the conversation closes. */
final class Ending {

    private final StackClient client;
    private final DemoSettings settings;
    private final Map<String, String> expert;
    private final String conversation;

    Ending(StackClient client, DemoSettings settings, Map<String, String> expert, String conversation) {
        this.client = client;
        this.settings = settings;
        this.expert = Map.copyOf(expert);
        this.conversation = conversation;
    }

    JsonNode close(Journey journey) throws InterruptedException {
        MirrorView mirror = new MirrorView(client, settings, expert);
        List<String> transcript = mirror.transcript(conversation);
        if (!transcript.equals(Cast.transcript())) {
            throw new StoryException("The mirror's record is:\n" + String.join("\n", transcript));
        }
        journey.hop("mirror", "has " + transcript.size() + " messages in order, each with its label");
        client.patch(settings.gateway() + "/api/conversations/" + conversation, expert, Map.of("state", "closed"));
        journey.hop("conversation-service", "closes the conversation at Twilio");
        JsonNode closed =
                journey.await("the closed conversation in the mirror", () -> mirror.findConversation(conversation)
                        .filter(view -> view.path("state").asText().equals("closed")));
        journey.hop("mirror", "says closed");
        return closed;
    }
}
