package travel.baboo.messaging.conversation.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Texts, media and templates, and Twilio's limits before Twilio sees them. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class MessageContentTest extends Journey {

    private static final String TEMPLATE = "HX0123456789abcdef0123456789abcdef";

    @Test
    void aTemplateIsSentWithItsVariables() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        sandbox.template(TEMPLATE, "Hello {{1}}, your trip to {{2}} is near.");
        Map<String, Object> template =
                Map.of("contentSid", TEMPLATE, "contentVariables", Map.of("1", "Ann", "2", "Lima"));
        String sent = post(sid, "k1", template).statusCode(201).extract().path("sid");
        post(sid, "k1", template).statusCode(201).body("sid", equalTo(sent));
        post(sid, "k1", Map.of("contentSid", TEMPLATE, "contentVariables", Map.of("1", "Bob", "2", "Lima")))
                .statusCode(422);
        sandbox.conversation(sid).body("messages[1].contentSid", equalTo(TEMPLATE));
        assertThat(sandbox.texts(phone)).contains("Hello Ann, your trip to Lima is near.");
        post(sid, "k2", Map.of("contentSid", "HX0123456789abcdef0123456789abcdee"))
                .statusCode(400);
    }

    @Test
    void mediaIsSentWithOrWithoutAText() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String media = sandbox.media("map.png", "image/png", 1000);
        post(sid, "k1", Map.of("mediaSid", media)).statusCode(201);
        post(sid, "k2", Map.of("mediaSid", media, "body", "Your map")).statusCode(201);
        awaitMessages(sid, 3);
        as(expert)
                .get("/api/conversations/" + sid + "/messages")
                .then()
                .body("items[1].media[0].filename", equalTo("map.png"))
                .body("items[2].body", equalTo("Your map"))
                .body("items[2].media[0].sid", equalTo(media));
    }

    @Test
    void aScenarioMaySendTemplatesToo() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        sandbox.template(TEMPLATE, "Hello {{1}}, your trip to {{2}} is near.");
        external(
                        "test-key",
                        inquiryId,
                        Map.of("conversationSid", sid, "sender", Map.of("role", "bot"), "contentSid", TEMPLATE))
                .statusCode(201);
        sandbox.conversation(sid).body("messages[1].contentSid", equalTo(TEMPLATE));
    }

    @Test
    void whatTwilioWouldRefuseIsRefusedBeforeItIsSent() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String emoji = "\uD83D\uDE00";
        List<Map<String, Object>> refused = List.of(
                Map.of(),
                Map.of("body", " "),
                Map.of("body", emoji.repeat(1601)),
                Map.of("body", "x", "contentSid", TEMPLATE),
                Map.of("mediaSid", "ME1"),
                Map.of("contentSid", "HX"),
                Map.of("body", "x", "contentVariables", Map.of("1", "a")),
                Map.of("body", "x", "attributes", Map.of("long", "ü".repeat(2048))));
        for (Map<String, Object> message : refused) {
            post(sid, "k", message).statusCode(400).contentType("application/problem+json");
        }
        sandbox.conversation(sid).body("messages.size()", equalTo(1));
        post(sid, "long", Map.of("body", emoji.repeat(1600))).statusCode(201);
        as(expert)
                .body(Map.of("friendlyName", "x".repeat(257)))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(400);
        as(expert)
                .body(Map.of("attributes", Map.of("long", "ü".repeat(8192))))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(400);
        as(expert)
                .body(Map.of("identity", "x".repeat(257)))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(400);
    }

    private ValidatableResponse post(String sid, String key, Map<String, Object> message) {
        return as(expert)
                .header("Idempotency-Key", key + inquiryId)
                .body(message)
                .post("/api/conversations/" + sid + "/messages")
                .then();
    }
}
