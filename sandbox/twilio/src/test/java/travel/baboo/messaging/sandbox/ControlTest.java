package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static travel.baboo.messaging.sandbox.SandboxExtension.PHONE;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The control API as a whole. */
class ControlTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void itSaysWhenItIsReady() {
        assertThat(SANDBOX.control("GET", "/health", null).status()).isEqualTo(200);
    }

    @Test
    void theWholeStateCanBeReadAndForgotten() {
        SANDBOX.newConversationWithPhone(PHONE);
        SANDBOX.write(PHONE, "Hi");

        JsonNode state = SANDBOX.control("GET", "/control/state", null).body();
        assertThat(state.at("/conversations/0/messages/0/body").asText()).isEqualTo("Hi");
        assertThat(state.get("textMessages")).hasSize(1);

        SANDBOX.control("POST", "/control/reset", null);
        JsonNode fresh = SANDBOX.control("GET", "/control/state", null).body();
        assertThat(fresh.get("conversations")).isEmpty();
        assertThat(fresh.get("textMessages")).isEmpty();
    }

    @Test
    void everyRestRequestIsRecorded() {
        SANDBOX.twilio().post("/Conversations", "FriendlyName", "x y");

        List<JsonNode> requests = SANDBOX.items("/control/twilio/requests");

        assertThat(requests).hasSize(1);
        assertThat(requests.get(0).get("path").asText()).isEqualTo("/v1/Conversations");
        assertThat(requests.get(0).get("body").asText()).isEqualTo("FriendlyName=x+y");
        assertThat(requests.get(0).get("status").asInt()).isEqualTo(201);
    }

    @Test
    void conversationsAreShownNewestFirst() {
        SANDBOX.twilio().newConversation("UniqueName", "older");
        SANDBOX.twilio().newConversation("UniqueName", "newer");

        assertThat(SANDBOX.items("/control/conversations").stream()
                        .map(room -> room.at("/conversation/uniqueName").asText()))
                .containsExactly("newer", "older");
    }

    @Test
    void aSummaryHasTheLastMessageOnly() {
        String conversation = SANDBOX.newConversationWithPhone(PHONE);
        SANDBOX.twilio().newConversation();
        SANDBOX.write(PHONE, "First");
        SANDBOX.write(PHONE, "Last");

        assertThat(SANDBOX.items("/control/conversations?summary=true")).hasSize(2);
        List<JsonNode> found = SANDBOX.items("/control/conversations?summary=true&sid=" + conversation + "&sid=CH1");
        assertThat(found).hasSize(1);
        assertThat(found.get(0).get("messageCount").asInt()).isEqualTo(2);
        assertThat(found.get(0).at("/lastMessage/body").asText()).isEqualTo("Last");
        assertThat(found.get(0).has("messages")).isFalse();
    }

    @Test
    void aConversationIsReadWithItsNewestMessages() {
        String conversation = SANDBOX.newConversationWithPhone(PHONE);
        SANDBOX.write(PHONE, "First");
        SANDBOX.write(PHONE, "Last");
        String path = "/control/conversations/" + conversation;

        assertThat(SANDBOX.control("GET", path, null).body().get("messages")).hasSize(2);
        JsonNode newest = SANDBOX.control("GET", path + "?newest=1", null).body();
        assertThat(newest.get("messages")).hasSize(1);
        assertThat(newest.at("/messages/0/body").asText()).isEqualTo("Last");
        assertThat(SANDBOX.items("/control/phones/" + PHONE + "/messages?newest=1"))
                .hasSize(1);
    }

    @Test
    void aWebhookIsFoundByItsNumber() {
        SANDBOX.control("POST", "/control/faults/webhooks", Map.of("kind", "drop"));
        String conversation = SANDBOX.newConversationWithPhone(PHONE);
        SANDBOX.webhooks("http://127.0.0.1:9/", "onMessageAdded");
        SANDBOX.write(PHONE, "Hi");

        JsonNode attempt =
                SANDBOX.items("/control/webhooks?conversation=" + conversation).get(0);
        Reply same = SANDBOX.control("GET", "/control/webhooks/" + attempt.get("number"), null);

        assertThat(same.body()).isEqualTo(attempt);
        assertThat(same.text("outcome")).isEqualTo("dropped");
        assertThat(SANDBOX.control("GET", "/control/webhooks/99", null).status())
                .isEqualTo(404);
    }

    @Test
    void anUnknownConversationOrTimerIsNotFound() {
        assertThat(SANDBOX.control("GET", "/control/conversations/CH1", null).status())
                .isEqualTo(404);
        assertThat(SANDBOX.control("POST", "/control/conversations/CH1/timers/closed", null)
                        .status())
                .isEqualTo(404);
        String closed = SANDBOX.twilio().newConversation();
        SANDBOX.control("POST", "/control/conversations/" + closed + "/timers/closed", null);
        assertThat(SANDBOX.control("POST", "/control/conversations/" + closed + "/timers/inactive", null)
                        .status())
                .isEqualTo(400);
        assertThat(SANDBOX.control("GET", "/control/nothing", null).status()).isEqualTo(404);
    }
}
