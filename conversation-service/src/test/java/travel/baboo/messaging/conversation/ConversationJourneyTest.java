package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ConversationJourneyTest extends Journey {
    @Test
    void whatIsWrittenShowsInOrderWithTheRightLabels() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "In May.").statusCode(200);
        awaitMessages(sid, 2);
        as(expert)
                .body(Map.of("body", "Lovely!"))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(201);
        awaitMessages(sid, 3);
        as(admin)
                .body(Map.of("body", "Welcome."))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(201);
        awaitMessages(sid, 4);

        ValidatableResponse messages =
                as(expert).get("/api/conversations/" + sid + "/messages").then();
        assertThat(messages.extract().<List<String>>path("items.body"))
                .containsExactly("Hello?", "In May.", "Lovely!", "Welcome.");
        assertThat(messages.extract().<List<String>>path("items.from"))
                .containsExactly("Ann - Traveler", "Ann - Traveler", "Maria - Local Expert", "Baboo Team");
        as(expert)
                .get("/api/conversations/" + sid)
                .then()
                .body("lastMessage.body", equalTo("Welcome."))
                .body("unread", equalTo(3));
    }

    @Test
    void messagesAreReadPageByPage() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        for (int i = 1; i < 5; i++) {
            as(expert)
                    .body(Map.of("body", "m" + i))
                    .post("/api/conversations/" + sid + "/messages")
                    .then()
                    .statusCode(201);
        }
        awaitMessages(sid, 5);
        ValidatableResponse first = as(expert)
                .get("/api/conversations/" + sid + "/messages?limit=3")
                .then();
        String next = first.extract().path("next");
        ValidatableResponse second = as(expert)
                .get("/api/conversations/" + sid + "/messages?limit=3&cursor=" + next)
                .then();
        assertThat(first.extract().<List<String>>path("items.body")).containsExactly("Hello?", "m1", "m2");
        assertThat(second.extract().<List<String>>path("items.body")).containsExactly("m3", "m4");
        assertThat(second.extract().<String>path("next")).isNull();
        String messages = "/api/conversations/" + sid + "/messages";
        assertThat(as(expert).get(messages + "?after=1&limit=2").<List<String>>path("items.body"))
                .containsExactly("m2", "m3");
        assertThat(as(expert).get(messages + "?before=3&limit=2").<List<String>>path("items.body"))
                .containsExactly("m2", "m1");
        as(expert).get(messages + "?before=3&after=1").then().statusCode(400);
    }

    @Test
    void oneIdempotencyKeyIsOneMessage() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String first = send(sid, "key-1", "Once").statusCode(201).extract().path("sid");
        String again = send(sid, "key-1", "Once").statusCode(201).extract().path("sid");
        assertThat(again).isEqualTo(first);
        send(sid, "key-1", "Other").statusCode(422);
        sandbox.conversation(sid).body("messages.size()", equalTo(2));
    }

    @Test
    void aMessageWhoseFateIsUnknownIsLookedForBeforeItIsSentAgain() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.loseAnswer(".*/Messages");
        send(sid, "key-2", "Only once").statusCode(502);
        send(sid, "key-2", "Only once").statusCode(201);
        sandbox.conversation(sid).body("messages.size()", equalTo(2));
    }

    @Test
    void aScenariosMessageCarriesItsSenderAndWhereItCameFrom() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        Map<String, Object> message =
                Map.of("inquiryId", inquiryId, "sender", Map.of("role", "bot"), "body", "Your voucher is ready.");
        external("test-key", "k1", message).statusCode(201);
        external("test-key", "k1", message).statusCode(201);
        awaitMessages(sid, 2);
        as(expert).get("/api/conversations/" + sid + "/messages").then().body("items[1].from", equalTo("Bot"));
        Map<String, Object> answer = new HashMap<>(message);
        answer.put("hops", 3);
        external("test-key", "k1", answer).statusCode(422);
        external("test-key", "k3", answer).statusCode(201);
        sandbox.conversation(sid)
                .body("messages[1].attributes", allOf(containsString("\"via\":\"make\""), not(containsString("hops"))))
                .body(
                        "messages[2].attributes",
                        allOf(containsString("\"via\":\"make\""), containsString("\"hops\":3")));
        answer.put("hops", -1);
        external("test-key", "k4", answer).statusCode(400);
        external("wrong", "k2", message).statusCode(401).contentType("application/problem+json");
        given().contentType("application/json")
                .header("X-Api-Key", "test-key")
                .body(message)
                .post("/api/external/messages")
                .then()
                .statusCode(400);
    }

    @Test
    void anotherPersonsConversationDoesNotExist() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String stranger = sandbox.login("eve@example.com", "Eve", "expert");
        as(stranger).get("/api/conversations/" + sid).then().statusCode(404);
        as(stranger).get("/api/conversations/" + sid + "/messages").then().statusCode(404);
        as(stranger).get("/api/conversations/" + sid + "/participants").then().statusCode(404);
        as(stranger)
                .body(Map.of("body", "x"))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(404);
        as(stranger)
                .body(Map.of("state", "closed"))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(404);
        assertThat(as(stranger)
                        .get("/api/conversations?limit=200")
                        .then()
                        .extract()
                        .<List<String>>path("items.sid"))
                .doesNotContain(sid);
        assertThat(as(expert)
                        .get("/api/conversations?limit=200")
                        .then()
                        .extract()
                        .<List<String>>path("items.sid"))
                .contains(sid);
        as(admin).get("/api/conversations/" + sid).then().statusCode(200);
    }

    @Test
    void closedIsFinal() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        close(sid);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> as(expert).get("/api/conversations/" + sid).then().body("state", equalTo("closed")));
        as(expert)
                .body(Map.of("state", "active"))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(409)
                .body("type", equalTo("urn:baboo:messaging:problem:conversation-closed"));
        as(expert)
                .body(Map.of("body", "x"))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(409);
    }

    @Test
    void participantsComeAndGo() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String added = as(expert)
                .body(Map.of("identity", "joe@example.com"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(201)
                .extract()
                .path("sid");
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid + "/participants")
                .then()
                .body("items.size()", equalTo(3)));
        as(expert)
                .delete("/api/conversations/" + sid + "/participants/" + added)
                .then()
                .statusCode(204);
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid + "/participants")
                .then()
                .body("items.size()", equalTo(2)));
    }

    @Test
    void theLastExpertStays() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String maria = participant(sid, "maria@example.com");
        as(expert)
                .delete("/api/conversations/" + sid + "/participants/" + maria)
                .then()
                .statusCode(409)
                .contentType("application/problem+json");
        as(expert)
                .body(Map.of("identity", "otto@example.com", "name", "Otto", "role", "traveler"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(201);
        as(expert)
                .delete("/api/conversations/" + sid + "/participants/" + maria)
                .then()
                .statusCode(409);
        for (int twice = 0; twice < 2; twice++) {
            as(expert)
                    .body(Map.of("identity", "paula@example.com", "name", "Paula"))
                    .post("/api/conversations/" + sid + "/participants")
                    .then()
                    .statusCode(201)
                    .body("role", equalTo("expert"));
        }
        as(expert)
                .body(Map.of("identity", "boss@example.com", "role", "admin"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(403);
        as(expert)
                .delete("/api/conversations/" + sid + "/participants/" + maria)
                .then()
                .statusCode(204);
        String paula = sandbox.login("paula@example.com", "Paula", "expert");
        await().atMost(PATIENCE).untilAsserted(() -> as(paula)
                .delete("/api/conversations/" + sid + "/participants/" + participant(sid, "paula@example.com"))
                .then()
                .statusCode(409));
    }

    @Test
    void ofTwoExpertsWhoLeaveAtOnceOneStays() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        as(expert)
                .body(Map.of("identity", "paula@example.com", "name", "Paula"))
                .post("/api/conversations/" + sid + "/participants")
                .then()
                .statusCode(201);
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid + "/participants")
                .then()
                .body("items.size()", equalTo(3)));
        String paula = sandbox.login("paula@example.com", "Paula", "expert");
        String maria = participant(sid, "maria@example.com");
        String other = participant(sid, "paula@example.com");
        List<Integer> statuses = List.of(Map.entry(expert, maria), Map.entry(paula, other)).stream()
                .map(leaving -> CompletableFuture.supplyAsync(
                        () -> as(leaving.getKey())
                                .delete("/api/conversations/" + sid + "/participants/" + leaving.getValue())
                                .statusCode(),
                        AT_ONCE))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(statuses).containsExactlyInAnyOrder(204, 409);
    }

    private String participant(String sid, String identity) {
        return sandbox.conversation(sid).extract().path("participants.find { it.identity == '" + identity + "' }.sid");
    }
}
