package travel.baboo.messaging.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What a 2xx said is in the next GET, though no webhook comes; and the events that come later change nothing of it. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ReadYourWritesTest extends Journey {

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    @Test
    void aConversationIsAsItWasMadeAndChanged() {
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String conversation = "/api/conversations/" + sid;
        as(expert)
                .get(conversation)
                .then()
                .statusCode(200)
                .body("attributes.inquiryId", equalTo(inquiryId))
                .body("lastMessage.body", equalTo("Hello?"))
                .body("participants.size()", equalTo(2))
                .body("unread", equalTo(1));
        as(expert).get("/api/conversations").then().body("items.sid", hasItem(sid));

        as(expert)
                .body(Map.of("friendlyName", "Lake", "attributes", Map.of("vip", true)))
                .patch(conversation)
                .then()
                .statusCode(200)
                .body("friendlyName", equalTo("Lake"))
                .body("attributes.vip", equalTo(true));
        as(expert)
                .get(conversation)
                .then()
                .body("friendlyName", equalTo("Lake"))
                .body("attributes.vip", equalTo(true));
        as(expert).queryParam("q", "Lake").get("/api/conversations").then().body("items.sid", hasItem(sid));

        as(expert).body(Map.of("state", "closed")).patch(conversation).then().body("state", equalTo("closed"));
        as(expert).get(conversation).then().body("state", equalTo("closed"));
    }

    @Test
    void participantsAreThereAndGoneAtOnce() {
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String participants = "/api/conversations/" + sid + "/participants";
        String guest = as(expert)
                .body(Map.of("identity", "guest-" + inquiryId, "name", "Guest"))
                .post(participants)
                .then()
                .statusCode(201)
                .extract()
                .path("sid");
        as(expert).get(participants).then().body("items.sid", hasItem(guest)).body("items.name", hasItem("Guest"));
        as(expert).delete(participants + "/" + guest).then().statusCode(204);
        as(expert).get(participants).then().body("items.sid", not(hasItem(guest)));
    }

    @Test
    void messagesAreSentEditedAndRemovedAtOnce() {
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String messages = "/api/conversations/" + sid + "/messages";
        String message = as(expert)
                .body(Map.of("body", "Shall I book?", "attributes", Map.of("offer", 7)))
                .post(messages)
                .then()
                .statusCode(201)
                .extract()
                .path("sid");
        as(expert)
                .get(messages + "/" + message)
                .then()
                .statusCode(200)
                .body("body", equalTo("Shall I book?"))
                .body("attributes.offer", equalTo(7))
                .body("from", equalTo("Maria - Local Expert"))
                .body("media", equalTo(List.of()))
                .body("editedAt", nullValue());
        for (String text : List.of("Shall I book the hut?", "Shall I book the hut for Friday?")) {
            as(expert)
                    .body(Map.of("body", text, "attributes", Map.of("offer", 8, "from", "Baboo Team")))
                    .patch(messages + "/" + message)
                    .then()
                    .statusCode(200)
                    .body("body", equalTo(text))
                    .body("attributes.offer", equalTo(8))
                    .body("from", equalTo("Maria - Local Expert"));
            as(expert).get(messages).then().body("items[1].body", equalTo(text));
        }
        sandbox.conversation(sid)
                .body("messages[1].body", equalTo("Shall I book the hut for Friday?"))
                .body("messages[1].attributes", containsString("\"from\":\"Maria - Local Expert\""))
                .body("messages[1].attributes", containsString("clientId"));

        as(expert).delete(messages + "/" + message).then().statusCode(204);
        as(expert).get(messages + "/" + message).then().statusCode(404);
        as(expert)
                .get(messages)
                .then()
                .body("items[1].removedAt", notNullValue())
                .body("items[1].body", nullValue());
        sandbox.conversation(sid).body("messages.size()", equalTo(1));
        as(expert).delete(messages + "/" + message).then().statusCode(404);
    }

    @Test
    void whatWasReadIsNotUnreadAnyMore() {
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String maria = inquiryId + "@example.com";
        String token = sandbox.login(maria, "Maria", "expert");
        String sid = as(token)
                .body(inquiry(maria, "Maria", "Hello?"))
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .extract()
                .path("conversationSid");
        as(admin)
                .body(Map.of("body", "Please answer."))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(201);
        unread(token, 2, 1);
        as(token)
                .body(Map.of("index", 0))
                .post("/api/conversations/" + sid + "/read")
                .then()
                .statusCode(200)
                .body("lastReadIndex", equalTo(0));
        unread(token, 1, 1);
        as(token)
                .post("/api/conversations/" + sid + "/read")
                .then()
                .statusCode(200)
                .body("lastReadIndex", equalTo(1));
        unread(token, 0, 0);
        as(token).get("/api/conversations/" + sid).then().body("unread", equalTo(0));
        sandbox.conversation(sid)
                .body("participants.find { it.identity == '" + maria + "' }.lastReadMessageIndex", equalTo(1));
        as(admin).post("/api/conversations/" + sid + "/read").then().statusCode(409);
    }

    private static void unread(String token, int messages, int conversations) {
        as(token)
                .get("/api/conversations/unread")
                .then()
                .statusCode(200)
                .body("messages", equalTo(messages))
                .body("conversations", equalTo(conversations));
    }

    @Test
    void theEventsThatComeLaterChangeNothing() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String messages = "/api/conversations/" + sid + "/messages";
        String message = send(sid, inquiryId, "First").statusCode(201).extract().path("sid");
        as(expert)
                .body(Map.of("body", "Second"))
                .patch(messages + "/" + message)
                .then()
                .statusCode(200);
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> sandbox.webhooks(sid, "onMessageUpdated").size() == 1);
        awaitMessages(sid, 2);
        as(expert)
                .get(messages)
                .then()
                .body("items[1].body", equalTo("Second"))
                .body("items[1].from", equalTo("Maria - Local Expert"));
        assertThat(sandbox.webhooks(sid, "onMessageAdded")).hasSize(2);
    }
}
