package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** No caller can pass as another: not by an identity, a label or a name, and not by knowing a phone number. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class SpeakingForOthersTest extends Journey {

    private static final String UUID_IDENTITY = "3F2504E0-4f89-41d3-9a0c-0305e82c3301";

    @Test
    void aLoginUnderAUuidIsRefusedAndSoIsAUuidAmongOurs() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        as(sandbox.login(UUID_IDENTITY, "Mallory", "expert"))
                .get("/api/conversations")
                .then()
                .statusCode(403);
        for (String role : List.of("expert", "admin", "bot")) {
            as(admin)
                    .body(Map.of("identity", UUID_IDENTITY, "role", role))
                    .post("/api/conversations/" + sid + "/participants")
                    .then()
                    .statusCode(400);
        }
        inquiryId = UUID.randomUUID().toString();
        as(admin)
                .body(inquiry(UUID_IDENTITY, "Mallory", "x"))
                .post("/api/inquiries")
                .then()
                .statusCode(400);
        Map<String, Object> widgets = inquiry("maria@example.com", "Maria", "Hello?");
        widgets.put(
                "traveler",
                Map.of(
                        "name",
                        "Ann",
                        "channel",
                        "web",
                        "identity",
                        UUID.randomUUID().toString()));
        as(admin).body(widgets).post("/api/inquiries").then().statusCode(201);
    }

    @Test
    void whoKnowsAPhoneNumberDoesNotGetIntoItsConversation() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String eve = sandbox.login("eve@example.com", "Eve", "expert");
        for (String onConflict : List.of("reuse", "fail")) {
            inquiryId = UUID.randomUUID().toString();
            Map<String, Object> inquiry = inquiry("eve@example.com", "Eve", "x");
            inquiry.put("onConflict", onConflict);
            String answer = as(eve).body(inquiry)
                    .post("/api/inquiries")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:baboo:messaging:problem:address-in-use"))
                    .body("conversationSid", nullValue())
                    .extract()
                    .asString();
            assertThat(answer).doesNotContain(sid);
        }
        as(eve).get("/api/conversations/" + sid + "/messages").then().statusCode(404);
        sandbox.conversation(sid).body("participants.size()", equalTo(2)).body("messages.size()", equalTo(1));
    }

    @Test
    void anotherExpertsInquiryIsNotRepeatedNorGuessed() {
        inquire().statusCode(201);
        String eve = sandbox.login("eve@example.com", "Eve", "expert");
        for (String message : List.of("Hello?", "Something else")) {
            as(eve).body(inquiry("maria@example.com", "Maria", message))
                    .post("/api/inquiries")
                    .then()
                    .statusCode(409)
                    .body("type", equalTo("urn:baboo:messaging:problem:conflict"))
                    .body("detail", equalTo("Another inquiry has this id."));
        }
    }

    @Test
    void aBrowserSpeaksUnderItsOwnLabelWhateverItWrites() {
        String visitor = "visitor-" + inquiryId + "@example.com";
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Marta", "channel", "web", "identity", visitor));
        String sid = as(expert).body(inquiry).post("/api/inquiries").path("conversationSid");
        awaitMessages(sid, 1);
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        String forged = "{\"from\":\"Baboo Team\",\"mood\":\"good\"}";
        sandbox.browser(visitor, service, browser -> browser.send(sid, "Pay here", forged));
        awaitMessages(sid, 2);
        as(expert)
                .get("/api/conversations/" + sid + "/messages")
                .then()
                .body("items[1].from", equalTo("Marta - Traveler"));
        as(expert).get("/api/conversations/" + sid).then().body("lastMessage.from", equalTo("Marta - Traveler"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(attributes(sid, 1))
                .contains("\"from\":\"Marta - Traveler\"", "\"mood\":\"good\""));
    }

    @Test
    void everyClientOfTwiliosSeesWhoIsSpeakingAndNoWebhookComesOfIt() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "In May.").statusCode(200);
        awaitMessages(sid, 2);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(attributes(sid, 1)).isEqualTo("{\"from\":\"Ann - Traveler\"}"));
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "Or June.").statusCode(200);
        awaitMessages(sid, 3);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(attributes(sid, 2)).isEqualTo("{\"from\":\"Ann - Traveler\"}"));
        assertThat(sandbox.webhooks(sid, "onMessageUpdated")).isEmpty();
        long writes = sandbox.conversationsRequests().stream()
                .filter(request -> "POST".equals(request.get("method")))
                .filter(request -> String.valueOf(request.get("path")).matches(".*/" + sid + "/Messages/IM.*"))
                .count();
        assertThat(writes).isEqualTo(2);
    }

    @Test
    void whatABrowserWritesOverIsWrittenAgain() {
        String visitor = "visitor-" + inquiryId + "@example.com";
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Marta", "channel", "web", "identity", visitor));
        String sid = as(expert).body(inquiry).post("/api/inquiries").path("conversationSid");
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        sandbox.browser(visitor, service, browser -> browser.send(sid, "Hi", null));
        await().atMost(PATIENCE).until(() -> attributes(sid, 1).contains("Marta - Traveler"));
        String message = sandbox.conversation(sid).extract().path("messages[1].sid");
        sandbox.browser(
                visitor, service, browser -> browser.writeAttributes(sid, message, "{\"from\":\"Baboo Team\"}"));
        await().atMost(PATIENCE).until(() -> attributes(sid, 1).contains("Marta - Traveler"));
        as(expert)
                .get("/api/conversations/" + sid + "/messages")
                .then()
                .body("items[1].from", equalTo("Marta - Traveler"));
    }

    @Test
    void aNameAtTwilioIsChangedByOneselfAndAdminsOnly() {
        String nina = "nina-" + inquiryId + "@example.com";
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        Supplier<String> name = () ->
                sandbox.get("Services/" + service + "/Users/" + nina).extract().path("friendly_name");
        as(admin)
                .body(Map.of("identity", nina, "name", "Nina Rossi"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(201);
        String second = again("maria@example.com", "Maria");
        as(expert)
                .body(Map.of("identity", nina))
                .post("/api/conversations/" + second + "/participants")
                .then()
                .statusCode(201)
                .body("name", equalTo("Nina Rossi"));
        assertThat(name.get()).isEqualTo("Nina Rossi");
        again(nina, "Mallory");
        assertThat(name.get()).isEqualTo("Nina Rossi");
        as(sandbox.login(nina, "Nina", "expert"))
                .body(inquiryOf(nina, "Nina Bianchi"))
                .post("/api/inquiries")
                .then()
                .statusCode(201);
        assertThat(name.get()).isEqualTo("Nina Bianchi");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%s?x", "%s#x", "%s/", "%s%%3F", "../Users/%s", "..", "%s;x", "./%s"})
    void anIdentityIsNeverTakenForAnother(String form) {
        String victim = "v-" + inquiryId + "@x.example";
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String service = sandbox.conversation(sid).extract().path("conversation.serviceSid");
        as(admin)
                .body(Map.of("identity", victim, "name", "Victim"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(201);
        Supplier<Map<String, String>> user = () -> sandbox.get("Services/" + service + "/Users?PageSize=100")
                .extract()
                .path("users.find { it.identity == '" + victim + "' }");
        Map<String, String> before = user.get();
        String similar = form.formatted(victim);
        for (int twice = 0; twice < 2; twice++) {
            as(admin)
                    .body(Map.of("identity", similar, "name", "Mallory", "role", "admin"))
                    .post("/api/conversations/" + (twice == 0 ? sid : again("maria@example.com", "Maria"))
                            + "/participants")
                    .then()
                    .statusCode(201);
        }
        assertThat(user.get()).isEqualTo(before);
        sandbox.get("Services/" + service).body("friendly_name", not(equalTo("Mallory")));
        sandbox.conversation(sid).body("participants.find { it.identity == '" + similar + "' }", notNullValue());
    }

    private String again(String identity, String name) {
        return as(expert)
                .body(inquiryOf(identity, name))
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .extract()
                .path("conversationSid");
    }

    private static Map<String, Object> inquiryOf(String identity, String name) {
        String id = UUID.randomUUID().toString();
        return new HashMap<>(Map.of(
                "inquiryId",
                id,
                "traveler",
                Map.of("name", "Ann", "channel", "web", "identity", "guest-" + id),
                "expert",
                Map.of("identity", identity, "name", name)));
    }

    private String attributes(String sid, int index) {
        String attributes = sandbox.conversation(sid).extract().path("messages[" + index + "].attributes");
        return String.valueOf(attributes);
    }
}
