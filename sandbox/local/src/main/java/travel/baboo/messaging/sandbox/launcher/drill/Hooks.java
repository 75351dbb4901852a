package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.Decided;

/** Reads what Make.com took: messages by one hook, notices and alarms by another. */
final class Hooks {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FollowedLog messageHook;
    private final FollowedLog noticeHook;
    private final Set<String> conversations;
    private final List<AtMake> messages = new ArrayList<>();
    private final List<Decided> decisions = new ArrayList<>();

    /** @param conversations SIDs of the drill's conversations; what is about others is left out */
    Hooks(DrillClient client, DrillSettings settings, Set<String> conversations) {
        this.messageHook = log(client, settings, settings.makeHook());
        this.noticeHook = log(client, settings, settings.noticeHook());
        this.conversations = conversations;
    }

    private static FollowedLog log(DrillClient client, DrillSettings settings, String hook) {
        return new FollowedLog(client, settings.sandbox() + "/control/make/hooks/" + hook + "/deliveries");
    }

    /** Leaves out what was taken before. */
    void begin() throws IOException, InterruptedException {
        messageHook.begin();
        noticeHook.begin();
    }

    /** Reads what has been taken since the last call. */
    void follow() throws IOException, InterruptedException {
        follow(messageHook, this::addMessage);
        follow(noticeHook, this::addDecision);
    }

    List<AtMake> messages() {
        return List.copyOf(messages);
    }

    List<Decided> decisions() {
        return List.copyOf(decisions);
    }

    private void follow(FollowedLog log, BiConsumer<JsonNode, JsonNode> add) throws IOException, InterruptedException {
        for (JsonNode item : log.next()) {
            JsonNode body = JSON.readTree(item.path("body").asText());
            if (item.path("taken").asBoolean() && conversations.contains(conversation(body))) {
                add.accept(item, body);
            }
        }
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
