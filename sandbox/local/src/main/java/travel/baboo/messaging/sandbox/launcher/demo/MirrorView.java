package travel.baboo.messaging.sandbox.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/** What the expert sees through the gateway: the mirror's conversations and messages. */
final class MirrorView {

    private final StackClient client;
    private final String conversations;
    private final Map<String, String> expert;

    MirrorView(StackClient client, DemoSettings settings, Map<String, String> expert) {
        this.client = client;
        this.conversations = settings.gateway() + "/api/conversations";
        this.expert = Map.copyOf(expert);
    }

    /** The conversation, in the expert's list. */
    Optional<JsonNode> findConversation(String sid) throws InterruptedException {
        JsonNode list = client.get(conversations + "?limit=100", expert).path("items");
        return StreamSupport.stream(list.spliterator(), false)
                .filter(view -> view.path("sid").asText().equals(sid))
                .findFirst();
    }

    /** The conversation, among those whose traveler has waited too long. */
    Optional<JsonNode> findWaiting(String sid) throws InterruptedException {
        JsonNode list =
                client.get(conversations + "?waiting=overdue&limit=100", expert).path("items");
        return StreamSupport.stream(list.spliterator(), false)
                .filter(view -> view.path("sid").asText().equals(sid))
                .findFirst();
    }

    Optional<JsonNode> findMessage(String conversation, String body) throws InterruptedException {
        return StreamSupport.stream(messages(conversation).spliterator(), false)
                .filter(message -> message.path("body").asText().equals(body))
                .findFirst();
    }

    /** Each message as {@code label: body}, in order. */
    List<String> transcript(String conversation) throws InterruptedException {
        return StreamSupport.stream(messages(conversation).spliterator(), false)
                .map(message -> message.path("from").asText() + ": "
                        + message.path("body").asText())
                .toList();
    }

    private JsonNode messages(String conversation) throws InterruptedException {
        return client.get(conversations + "/" + conversation + "/messages?limit=100", expert)
                .path("items");
    }
}
