package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@QuarkusTestResource(SandboxTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(KafkaTestResource.class)
class ConversationJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Inject
    SandboxClient sandbox;

    private String expert = "";
    private String admin = "";
    private String inquiryId = "";
    private String phone = "";

    @BeforeEach
    void logIn() {
        expert = sandbox.login("maria@example.com", "Maria", "expert");
        admin = sandbox.login("boss@example.com", "Boss", "admin");
        inquiryId = UUID.randomUUID().toString();
        phone = "+1555" + String.format("%07d", Math.abs(inquiryId.hashCode() % 10_000_000));
        as(admin).post("/api/admin/provision").then().statusCode(200);
    }

    @Test
    void anInquiryBecomesOneConversationHoweverOftenItIsAskedFor() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        inquire().statusCode(200).body("conversationSid", equalTo(sid));

        sandbox.conversation(sid)
                .body("participants.size()", equalTo(2))
                .body("messages.size()", equalTo(1))
                .body("conversation.uniqueName", equalTo("inquiry_" + inquiryId))
                .body("conversation.friendlyName", equalTo("Traveler Ann - Expert Maria"));
    }

    @Test
    void twoCallersAtOnceMakeOneConversation() {
        List<Integer> statuses = IntStream.range(0, 6)
                .mapToObj(i ->
                        CompletableFuture.supplyAsync(() -> inquire().extract().statusCode()))
                .toList()
                .stream()
                .map(CompletableFuture::join)
                .toList();
        assertThat(statuses).containsOnlyOnce(201).isSubsetOf(200, 201, 409);
        String sid = inquire().statusCode(200).extract().path("conversationSid");
        sandbox.conversation(sid).body("participants.size()", equalTo(2)).body("messages.size()", equalTo(1));
    }

    @Test
    void theSameInquiryWithOtherContentIsRefusedAndSaysWhatDiffers() {
        inquire().statusCode(201);
        Map<String, Object> other = Map.of(
                "inquiryId",
                inquiryId,
                "traveler",
                Map.of("name", "Bob", "channel", "sms", "address", phone),
                "expert",
                Map.of("identity", "maria@example.com", "name", "Maria"),
                "message",
                "Hello?");
        as(expert)
                .body(other)
                .post("/api/inquiries")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("type", equalTo("urn:baboo:messaging:problem:inquiry-differs"))
                .body("detail", equalTo("The inquiry exists with other values: traveler"));
    }

    @Test
    void aTravelersNumberThatIsBoundElsewhereIsAConflictThatNamesTheConversation() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        inquiryId = UUID.randomUUID().toString();
        inquire().statusCode(409).body("conversationSid", equalTo(sid));
    }

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
        sandbox.fault(Map.of(
                "method",
                "POST",
                "path",
                ".*/Messages",
                "kind",
                "status",
                "moment",
                "after",
                "status",
                500,
                "times",
                1));
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
        as(expert)
                .body(Map.of("state", "closed"))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(200)
                .body("state", equalTo("closed"));
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
    void provisioningTwiceChangesNothing() {
        assertThat(as(admin).post("/api/admin/provision").then().extract().<List<String>>path("steps.outcome"))
                .containsOnly("found");
        as(expert).post("/api/admin/provision").then().statusCode(403).contentType("application/problem+json");
    }

    private ValidatableResponse inquire() {
        Map<String, Object> inquiry = Map.of(
                "inquiryId",
                inquiryId,
                "traveler",
                Map.of("name", "Ann", "channel", "sms", "address", phone),
                "expert",
                Map.of("identity", "maria@example.com", "name", "Maria"),
                "message",
                "Hello?");
        return as(expert).body(inquiry).post("/api/inquiries").then();
    }

    private ValidatableResponse send(String sid, String key, String body) {
        return as(expert)
                .header("Idempotency-Key", key)
                .body(Map.of("body", body))
                .post("/api/conversations/" + sid + "/messages")
                .then();
    }

    private static ValidatableResponse external(String apiKey, String key, Map<String, Object> message) {
        return given().contentType("application/json")
                .header("X-Api-Key", apiKey)
                .header("Idempotency-Key", key)
                .body(message)
                .post("/api/external/messages")
                .then();
    }

    private void awaitMessages(String sid, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(count)));
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
