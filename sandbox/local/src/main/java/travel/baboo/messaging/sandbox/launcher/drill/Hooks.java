package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Decided;

/** Reads what Make.com took: messages by one hook, notices and alarms by another. */
final class Hooks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final DrillClient client;
    private final DrillSettings settings;
    private final Set<String> conversations;
    private final List<AtMake> messages = new ArrayList<>();
    private final List<Decided> decisions = new ArrayList<>();
    private long lastMessage;
    private long lastDecision;

    /** @param conversations SIDs of the drill's conversations; what is about others is left out */
    Hooks(DrillClient client, DrillSettings settings, Set<String> conversations) {
        this.client = client;
        this.settings = settings;
        this.conversations = conversations;
    }

    /** Reads what has been taken since the last call. */
    void follow() throws IOException, InterruptedException {
        lastMessage = follow(settings.makeHook(), lastMessage, this::addMessage);
        lastDecision = follow(settings.noticeHook(), lastDecision, this::addDecision);
    }

    List<AtMake> messages() {
        return List.copyOf(messages);
    }

    List<Decided> decisions() {
        return List.copyOf(decisions);
    }

    private long follow(String hook, long after, BiConsumer<JsonNode, JsonNode> add)
            throws IOException, InterruptedException {
        JsonNode items = client.require(
                        "GET",
                        settings.sandbox() + "/control/make/hooks/" + hook + "/deliveries?after=" + after,
                        Map.of(),
                        null)
                .path("items");
        long last = after;
        for (JsonNode item : items) {
            last = item.path("number").asLong();
            JsonNode body = JSON.readTree(item.path("body").asText());
            if (item.path("taken").asBoolean() && conversations.contains(conversation(body))) {
                add.accept(item, body);
            }
        }
        return last;
    }

    private static String conversation(JsonNode body) {
        return body.at("/conversation/sid").asText();
    }

    private void addMessage(JsonNode item, JsonNode body) {
        messages.add(new AtMake(
                conversation(body),
                body.at("/message/sid").asText(),
                item.path("webhookId").asText(),
                item.path("signature").asText().equalsIgnoreCase("valid"),
                Instant.parse(item.path("time").asText())));
    }

    /** Of the notices and alarms, those about unread messages and waits. */
    private void addDecision(JsonNode item, JsonNode body) {
        JsonNode notice = body.path("notice");
        JsonNode about = notice.isObject() ? notice : body.path("response");
        if (about.isObject()) {
            long first = about.path("firstIndex").asLong();
            decisions.add(new Decided(
                    body.path("type").asText(),
                    conversation(body),
                    about.path("participantSid").asText(),
                    first,
                    about.path("lastIndex").asLong(first),
                    body.path("id").asText(),
                    item.path("webhookId").asText()));
        }
    }
}
