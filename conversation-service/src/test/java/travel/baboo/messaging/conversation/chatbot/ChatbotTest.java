package travel.baboo.messaging.conversation.chatbot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.WebhookBridge;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The widget's bot: put on once, taken off when a person comes, put back when asked. */
@QuarkusTest
@TestProfile(ChatbotTest.WithAFlow.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ChatbotTest extends Journey {

    private static final String FLOW = "FW0123456789abcdef0123456789abcdef";

    /** A Studio flow that answers. */
    public static final class WithAFlow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.conversation.chatbot.flow-sid", FLOW, "baboo.conversation.chatbot.repeat-every", "300ms");
        }
    }

    @Inject
    WebhookBridge topic;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    @Test
    void theBotHearsAWidgetsMessagesFromTheFirstOn() {
        String sid = widget();
        awaitBots(sid, 1);
        sandbox.get(webhooks(sid))
                .body("webhooks[0].target", equalTo("studio"))
                .body("webhooks[0].configuration.flow_sid", equalTo(FLOW))
                .body("webhooks[0].configuration.filters", equalTo(List.of("onMessageAdded")));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.studioHeard(sid)).containsExactly("Hi there"));
    }

    @Test
    void theSameEventAgainPutsNoSecondBotOn() {
        String sid = widget();
        awaitBots(sid, 1);
        Map<String, String> again = new HashMap<>();
        again.put("EventType", "onConversationAdded");
        again.put("ConversationSid", sid);
        again.put("Source", "SDK");
        again.put("State", "active");
        again.put("Attributes", "{}");
        again.put("DateCreated", Instant.now().toString());
        for (int i = 0; i < 5; i++) {
            topic.publish(TwilioEvents.fromFields(
                    "onConversationAdded", TwilioFields.of(again), Instant.now(), Origin.WEBHOOK));
        }
        sandbox.quietly(conversation(sid) + "/Messages", Map.of("Body", "quiet"))
                .statusCode(201);
        send(sid, "a marker " + inquiryId);
        awaitBots(sid, 1);
    }

    @Test
    void whatFailsAtTwilioIsTriedAgain() {
        sandbox.fault(Map.of(
                "method",
                "POST",
                "path",
                "/Conversations/CH.*/Webhooks$",
                "kind",
                "status",
                "moment",
                "after",
                "status",
                500));
        sandbox.fault(
                Map.of("method", "GET", "path", "/Conversations/CH.*/Webhooks$", "kind", "status", "status", 503));
        String sid = widget();
        awaitBots(sid, 1);
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get("/api/conversations/" + sid + "/handover")
                .then()
                .body("handler", equalTo("bot"))
                .body("settled", equalTo(true)));
        awaitBots(sid, 1);
    }

    @Test
    void whenAnExpertJoinsTheBotLeavesAndCanBePutBack() {
        String sid = widget();
        awaitBots(sid, 1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> as(admin).get("/api/conversations/" + sid).then().statusCode(200));
        as(admin)
                .body(Map.of("identity", "maria@example.com", "name", "Maria"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(201);
        awaitBots(sid, 0);
        handOver(expert, sid, "human").then().statusCode(409).contentType("application/problem+json");
        handOver(expert, sid, "bot")
                .then()
                .statusCode(200)
                .body("handler", equalTo("bot"))
                .body("settled", equalTo(true));
        awaitBots(sid, 1);
        assertThat(sandbox.studioHeard(sid)).containsOnlyOnce("Hi there");
    }

    @Test
    void ofTwoWhoHandOverAtOnceOneWinsAndTheOtherGetsAConflict() {
        String sid = widget();
        awaitBots(sid, 1);
        await().atMost(PATIENCE)
                .until(() -> as(admin).get("/api/conversations/" + sid).statusCode() == 200);
        for (String to : List.of("human", "bot", "human")) {
            List<Integer> statuses = List.of(admin, sandbox.login("bot@example.com", "Bot", "bot")).stream()
                    .map(caller -> CompletableFuture.supplyAsync(
                            () -> handOver(caller, sid, to).statusCode(), AT_ONCE))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
            assertThat(statuses).containsExactlyInAnyOrder(200, 409);
            awaitBots(sid, to.equals("bot") ? 1 : 0);
        }
    }

    @Test
    void travelersAndStrangersHandNothingOver() {
        String sid = widget();
        awaitBots(sid, 1);
        handOver(sandbox.login("eve@example.com", "Eve", "traveler"), sid, "human")
                .then()
                .statusCode(403);
        handOver(sandbox.login("eve@example.com", "Eve", "expert"), sid, "human")
                .then()
                .statusCode(404);
        handOver(admin, sid, "nobody").then().statusCode(400);
        awaitBots(sid, 1);
    }

    /** Events come in any order: the expert's is there before the conversation's own. */
    @Test
    void whereAnExpertIsAlreadyNoBotIsPutOn() {
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String sid = widget();
        report(
                "onParticipantAdded",
                sid,
                Map.of(
                        "ParticipantSid", "MB" + inquiryId.replace("-", ""),
                        "Identity", "maria@example.com",
                        "Attributes", "{\"role\":\"expert\",\"name\":\"Maria\"}",
                        "Source", "API"));
        report("onConversationAdded", sid, Map.of("Source", "SDK", "State", "active", "Attributes", "{}"));
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get("/api/conversations/" + sid + "/handover")
                .then()
                .body("handler", equalTo("human"))
                .body("settled", equalTo(true)));
        awaitBots(sid, 0);
    }

    /** The browser that creates a widget's conversation can add others, with any attributes. */
    @Test
    void aBrowserCannotRemoveTheBotByAddingAnExpert() {
        String sid = widget();
        awaitBots(sid, 1);
        report(
                "onParticipantAdded",
                sid,
                Map.of(
                        "ParticipantSid", "MB" + inquiryId.replace("-", ""),
                        "Identity", "mallory",
                        "Attributes", "{\"role\":\"expert\"}",
                        "Source", "SDK"));
        send(sid, "a marker " + inquiryId);
        as(admin).get("/api/conversations/" + sid + "/handover").then().body("handler", equalTo("bot"));
    }

    private void report(String type, String sid, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("EventType", type);
        fields.put("ConversationSid", sid);
        fields.put("DateCreated", Instant.now().toString());
        topic.publish(TwilioEvents.fromFields(type, TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK));
    }

    @Test
    void anInquiryHasNoBot() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        awaitBots(sid, 0);
        handOver(admin, sid, "human").then().statusCode(409);
    }

    private Response handOver(String caller, String sid, String to) {
        return as(caller).body(Map.of("to", to)).post("/api/conversations/" + sid + "/handover");
    }

    private String widget() {
        String service = as(admin).post("/api/admin/provision").path("environment.TWILIO_CONVERSATIONS_SERVICE_SID");
        String visitor = "visitor-" + inquiryId;
        String sid = sandbox.widget(visitor, service);
        sandbox.browser(visitor, service, browser -> browser.send(sid, "Hi there", null));
        return sid;
    }

    private void send(String sid, String body) {
        await().atMost(PATIENCE)
                .until(() -> as(admin)
                                .body(Map.of("body", body))
                                .post("/api/conversations/" + sid + "/messages")
                                .statusCode()
                        == 201);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        as(admin).get("/api/conversations/" + sid + "/messages").<List<String>>path("items.body"))
                .contains(body));
    }

    private String conversation(String sid) {
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        return "Services/" + service + "/Conversations/" + sid;
    }

    private String webhooks(String sid) {
        return conversation(sid) + "/Webhooks";
    }

    private void awaitBots(String sid, int count) {
        String path = webhooks(sid);
        await().atMost(PATIENCE).ignoreExceptions().untilAsserted(() -> sandbox.get(path)
                .body("webhooks.size()", equalTo(count)));
    }
}
