package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What apps, scenarios and operators do beside writing: narrow lists down, change only what they saw, see what waits. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class CallersTest extends Journey {

    @Inject
    Pool pool;

    @TestHTTPResource(value = "/metrics", management = true)
    URL metrics;

    @Test
    void aListIsNarrowedDown() {
        String maria = inquiryId + "@example.com";
        String sid = as(expert)
                .body(inquiry(maria, "Maria", "Hello?"))
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .extract()
                .path("conversationSid");
        String now = Instant.now().toString();
        String before = Instant.now().minusSeconds(3600).toString();
        List<String> one = List.of(sid);
        List<String> none = List.of();
        String phones = phone.substring(phone.length() - 6);
        for (String words : List.of("", "Hello")) {
            listed(words, Map.of("inquiryId", inquiryId), one);
            listed(words, Map.of("inquiryId", "other-" + phones), none);
            listed(words, Map.of("expert", maria), one);
            listed(words, Map.of("expert", "nobody-" + maria), none);
            listed(words, Map.of("expert", maria, "channel", "sms"), one);
            listed(words, Map.of("expert", maria, "channel", "whatsapp"), none);
            listed(words, Map.of("expert", maria, "activeSince", before), one);
            listed(words, Map.of("expert", maria, "activeBefore", before), none);
            listed(words, Map.of("expert", maria, "activeSince", before, "activeBefore", now, "state", "active"), one);
            listed(words, Map.of("expert", maria, "state", "closed"), none);
        }
        as(admin).get("/api/conversations?activeSince=yesterday").then().statusCode(400);
        String stranger = sandbox.login("eve@example.com", "Eve", "expert");
        as(stranger)
                .queryParam("inquiryId", inquiryId)
                .get("/api/conversations")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(0));
    }

    private void listed(String words, Map<String, String> filter, List<String> expected) {
        RequestSpecification request = as(admin).queryParams(filter);
        if (!words.isEmpty()) {
            request.queryParam("q", words);
        }
        request.get("/api/conversations").then().statusCode(200).body("items.sid", equalTo(expected));
    }

    @Test
    void aNameIsFoundByItsBeginningAndWithoutAccents() {
        String id = inquiryId.substring(0, 8);
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Márta x" + id, "channel", "sms", "address", phone));
        String sid = begin(inquiry);
        as(expert)
                .body(Map.of("friendlyName", "Something else"))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(200);
        as(expert)
                .queryParam("q", "x" + id + " Mart")
                .get("/api/conversations")
                .then()
                .body("items.sid", equalTo(List.of(sid)))
                .body("items[0].hit.snippet", containsString("<mark>Márta</mark>"));
    }

    @Test
    void onlyTheVersionThatWasSeenIsChanged() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String conversation = "/api/conversations/" + sid;
        String seen = as(expert).get(conversation).then().extract().header("ETag");
        String version = as(expert).get(conversation).path("version");
        assertThat(seen).isEqualTo('"' + version + '"');
        String changed = as(expert)
                .header("If-Match", seen)
                .body(Map.of("friendlyName", "First"))
                .patch(conversation)
                .then()
                .statusCode(200)
                .extract()
                .header("ETag");
        assertThat(changed).isNotEqualTo(seen);
        as(expert)
                .header("If-Match", seen)
                .body(Map.of("friendlyName", "Second"))
                .patch(conversation)
                .then()
                .statusCode(412)
                .body("type", equalTo("urn:baboo:messaging:problem:precondition-failed"));
        as(expert)
                .get(conversation)
                .then()
                .body("friendlyName", equalTo("First"))
                .header("ETag", changed);

        String messages = conversation + "/messages/"
                + send(sid, inquiryId, "One").statusCode(201).extract().path("sid");
        String first = as(expert).get(messages).then().extract().header("ETag");
        as(expert)
                .header("If-Match", first)
                .body(Map.of("body", "Two"))
                .patch(messages)
                .then()
                .statusCode(200);
        as(expert)
                .header("If-Match", first)
                .body(Map.of("body", "Three"))
                .patch(messages)
                .then()
                .statusCode(412);
        as(expert)
                .header("If-Match", "*")
                .body(Map.of("body", "Four"))
                .patch(messages)
                .then()
                .statusCode(200);
    }

    @Test
    void aMessageIsItsAuthorsAndTheAdmins() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        sandbox.text(phone, travel.baboo.messaging.sandbox.SandboxCredentials.PHONE_NUMBER, "In May.")
                .statusCode(200);
        awaitMessages(sid, 2);
        List<String> sids =
                as(expert).get("/api/conversations/" + sid + "/messages").path("items.sid");
        String travelers = "/api/conversations/" + sid + "/messages/" + sids.get(1);
        as(expert).body(Map.of("body", "In June.")).patch(travelers).then().statusCode(403);
        as(expert).delete(travelers).then().statusCode(403);
        as(admin).body(Map.of("body", "(removed)")).patch(travelers).then().statusCode(200);
        as(expert).get(travelers).then().body("body", equalTo("(removed)")).body("from", equalTo("Ann - Traveler"));
        as(admin).delete(travelers).then().statusCode(204);
        as(admin).delete("/api/conversations/" + sid + "/messages/none").then().statusCode(404);
    }

    @Test
    void aKeyOpensWhatItsScopesSay() {
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        with("narrow-key").body(inquiry).post("/api/external/inquiries").then().statusCode(403);
        with("nobodys").body(inquiry).post("/api/external/inquiries").then().statusCode(401);
        String sid = with("test-key")
                .body(inquiry)
                .post("/api/external/inquiries")
                .then()
                .statusCode(201)
                .extract()
                .path("conversationSid");
        with("test-key").body(inquiry).post("/api/external/inquiries").then().statusCode(200);
        with("test-key")
                .queryParam("inquiryId", inquiryId)
                .get("/api/external/conversations")
                .then()
                .statusCode(200)
                .body("items.sid", equalTo(List.of(sid)));
        String messages = "/api/external/conversations/" + sid + "/messages";
        with("test-key")
                .get(messages + "?limit=1")
                .then()
                .statusCode(200)
                .body("items.body", equalTo(List.of("Hello?")))
                .body("items[0].from", equalTo("Ann - Traveler"));
        with("narrow-key").get(messages).then().statusCode(403);
        with("narrow-key").get("/api/external/conversations").then().statusCode(403);
        with("test-key").get("/api/external/conversations?unread=true").then().statusCode(400);
        with("test-key")
                .get("/api/external/conversations/CH" + "0".repeat(32) + "/messages")
                .then()
                .statusCode(404);
        external(
                        "narrow-key",
                        inquiryId,
                        Map.of("conversationSid", sid, "sender", Map.of("role", "bot"), "body", "Your voucher."))
                .statusCode(201);
    }

    private static RequestSpecification with(String key) {
        return given().contentType("application/json").header("X-Api-Key", key);
    }

    @Test
    void aFailedInquiryIsListedCountedAndRetried() {
        sandbox.fault(Map.of(
                "method",
                "POST",
                "path",
                ".*/Conversations",
                "kind",
                "status",
                "moment",
                "before",
                "status",
                400,
                "times",
                1));
        inquire().statusCode(400);
        ValidatableResponse failed =
                as(admin).get("/api/admin/inquiries?limit=200").then().statusCode(200);
        failed.body("items.inquiryId", hasItem(inquiryId))
                .body("items.find { it.inquiryId == '" + inquiryId + "' }.attempts", equalTo(1))
                .body("items.find { it.inquiryId == '" + inquiryId + "' }.step", equalTo("conversation"))
                .body("items.find { it.inquiryId == '" + inquiryId + "' }.failure", notNullValue());
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gauge("baboo_inquiries_failed")).isPositive());
        as(admin)
                .post("/api/admin/inquiries/" + inquiryId + "/retry")
                .then()
                .statusCode(200)
                .body("state", equalTo("done"))
                .body("conversationSid", notNullValue());
        as(admin).post("/api/admin/inquiries/" + inquiryId + "/retry").then().statusCode(409);
        as(admin).post("/api/admin/inquiries/none/retry").then().statusCode(404);
    }

    @Test
    void whatWaitsIsCounted() {
        pool.preparedQuery(
                        """
                        insert into sent_message (sender, idempotency_key, content_hash, client_id, conversation_sid, created_at, unknown)
                        values ('user:nobody', $1, '', gen_random_uuid(), 'CH', now(), true)
                        """)
                .execute(Tuple.of(inquiryId))
                .await()
                .atMost(PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(gauge("baboo_messages_unknown")).isPositive());
        for (String name : List.of(
                "baboo_inquiries_waiting",
                "baboo_outbox_age_seconds",
                "baboo_chatbot_waiting",
                "baboo_inquiries_failed")) {
            assertThat(gauge(name)).as(name).isNotNegative();
        }
        pool.preparedQuery("delete from sent_message where idempotency_key = $1")
                .execute(Tuple.of(inquiryId))
                .await()
                .atMost(PATIENCE);
    }

    private double gauge(String name) {
        return given().get(metrics)
                .asString()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .findFirst()
                .orElse(-1);
    }
}
