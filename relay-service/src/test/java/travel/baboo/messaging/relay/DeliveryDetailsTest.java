package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.path.json.JsonPath;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What an operator sees of one delivery and its destination: why it waits, what is sent, and how a trial ends. */
@QuarkusTest
@TestProfile(DeliveryDetailsTest.Patient.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DeliveryDetailsTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;

    public static final class Patient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.relay.lanes.gap-wait", "2m", "baboo.relay.make.make.retry-schedule", "2m");
        }
    }

    @AfterEach
    void everythingIsWellAgain() {
        hookAnswers(HOOK, Map.of());
        admin().post("/api/destinations/make/resume").then().statusCode(200);
    }

    @Test
    void aDeliverySaysWhyItWaits() {
        directory("sms", newPhone());
        admin().post("/api/destinations/make/pause").then().statusCode(200);
        expertWrites(0, "first");
        expertWrites(1, "second");
        awaitStates("make", "waiting", "waiting");
        String first = firstAt("make");
        String second = String.valueOf(deliveriesTo("make").get(1).get("id"));

        delivery(first).body("waiting.reason", equalTo("paused")).body("waiting.until", nullValue());
        delivery(second).body("waiting.reason", equalTo("earlier-delivery")).body("waiting.deliveryId", equalTo(first));

        hookAnswers(HOOK, Map.of("kind", "fail"));
        admin().post("/api/destinations/make/resume").then().statusCode(200);
        await().atMost(PATIENCE).untilAsserted(() -> {
            JsonPath view = admin().get("/api/deliveries/" + first).jsonPath();
            assertThat(view.getString("waiting.reason")).isEqualTo("scheduled");
            assertThat(view.getString("waiting.until")).isEqualTo(view.getString("nextAttemptAt"));
        });

        hookAnswers(HOOK, Map.of());
        admin().post("/api/deliveries/" + first + "/retry").then().statusCode(200);
        awaitStates("make", "delivered", "delivered");
        delivery(first).body("waiting", nullValue());
    }

    @Test
    void aDeliveryNamesTheMissingMessageThatItWaitsFor() {
        directory("sms", newPhone());
        expertWrites(0, "first");
        awaitStates("make", "delivered");
        expertWrites(2, "third");

        await().atMost(PATIENCE).untilAsserted(() -> {
            List<Map<String, Object>> deliveries = deliveriesTo("make");
            assertThat(deliveries).hasSize(2);
            admin().get("/api/deliveries/" + deliveries.get(1).get("id"))
                    .then()
                    .body("waiting.reason", equalTo("missing-message"))
                    .body("waiting.messageIndex", equalTo(1));
        });
        expertWrites(1, "second");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("first", "second", "third"));
    }

    @Test
    void theRequestIsTheOneThatWasSentWithoutItsSecrets() {
        directory("sms", newPhone());
        expertWrites(0, "what was sent");
        awaitStates("make", "delivered");
        JsonPath sent = takenBy(HOOK).get(0);

        JsonPath request = admin().get("/api/deliveries/" + firstAt("make") + "/request")
                .then()
                .statusCode(200)
                .body("method", equalTo("POST"))
                .body("url", startsWith("http://"))
                .extract()
                .jsonPath();

        assertThat(request.getString("url")).endsWith("/[…]").doesNotContain(HOOK);
        assertThat(request.getString("body")).isEqualTo(sent.getString("body"));
        assertThat(request.<String, String>getMap("headers"))
                .containsEntry("webhook-id", firstAt("make"))
                .containsEntry("webhook-signature", "[…]")
                .containsEntry("Content-Type", "application/json")
                .containsKey("webhook-timestamp");
        admin().get("/api/deliveries/00000000-0000-0000-0000-000000000000/request")
                .then()
                .statusCode(404);
    }

    @Test
    void theRequestOfADeliveryThatWaitsIsTheOneThatItWouldSend() {
        directory("sms", newPhone());
        admin().post("/api/destinations/make/pause").then().statusCode(200);
        expertWrites(0, "what would be sent");
        awaitStates("make", "waiting");
        String planned = admin().get("/api/deliveries/" + firstAt("make") + "/request")
                .then()
                .statusCode(200)
                .extract()
                .path("body");

        admin().post("/api/destinations/make/resume").then().statusCode(200);
        awaitStates("make", "delivered");

        assertThat(new JsonObject(planned))
                .isEqualTo(new JsonObject(takenBy(HOOK).get(0).getString("body")));
    }

    @Test
    void aTextsRequestIsTwiliosWithoutTheCredentials() {
        String phone = newPhone();
        directory("relay-sms", phone);
        expertWrites(0, "to a phone");
        awaitStates("sms", "delivered");

        JsonPath request = admin().get("/api/deliveries/" + firstAt("sms") + "/request")
                .then()
                .statusCode(200)
                .extract()
                .jsonPath();

        assertThat(request.getString("url")).endsWith("/Messages.json");
        assertThat(request.getString("body"))
                .startsWith("To=" + phone.replace("+", "%2B") + "&MessagingServiceSid=MG")
                .contains("&Body=to+a+phone");
        assertThat(request.<String, String>getMap("headers")).containsEntry("Authorization", "[…]");
    }

    @Test
    void aTestEventReachesAHookAlthoughItIsPaused() {
        admin().post("/api/destinations/make/pause").then().statusCode(200);
        List<String> before = testEvents();

        admin().post("/api/destinations/make/test")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("accepted"))
                .body("status", equalTo(200));

        List<String> after = testEvents();
        assertThat(after).hasSize(before.size() + 1);
        assertThat(new JsonObject(after.get(after.size() - 1)).getJsonObject("conversation"))
                .isEqualTo(new JsonObject().put("known", false));
    }

    @Test
    void aTestEventReportsARefusalAndChangesNothing() {
        hookAnswers(HOOK, Map.of("kind", "gone"));

        admin().post("/api/destinations/make/test")
                .then()
                .statusCode(200)
                .body("outcome", equalTo("gone"))
                .body("status", equalTo(410));

        admin().get("/api/destinations")
                .then()
                .body("items.find { it.name == 'make' }.pausedAt", nullValue())
                .body("items.find { it.name == 'make' }.kind", equalTo("make"))
                .body("items.find { it.name == 'sms' }.kind", equalTo("text"));
    }

    @Test
    void textsHaveNoTestEvent() {
        admin().post("/api/destinations/sms/test").then().statusCode(409).contentType("application/problem+json");
        admin().post("/api/destinations/nonsense/test").then().statusCode(404);
    }

    @Test
    void aDestinationCountsWhatEndedInTheLastMinute() {
        directory("sms", newPhone());
        int delivered = lastMinute("deliveredLastMinute");
        int unsuccessful = lastMinute("unsuccessfulLastMinute");
        expertWrites(0, "arrives");
        awaitStates("make", "delivered");
        hookAnswers(HOOK, Map.of("kind", "reject"));
        expertWrites(1, "is rejected");
        awaitStates("make", "delivered", "failed");

        // Other tests' deliveries leave the minute meanwhile.
        assertThat(lastMinute("deliveredLastMinute")).isBetween(1, delivered + 1);
        assertThat(lastMinute("unsuccessfulLastMinute")).isBetween(1, unsuccessful + 1);
    }

    @Test
    void aDryRunShowsTheOldestEvent() {
        directory("sms", newPhone());
        hookAnswers(HOOK, Map.of("kind", "reject"));
        Instant old = Instant.now().truncatedTo(ChronoUnit.MILLIS).minusSeconds(3_600);
        message(old, 0, "maria@example.com", "SDK", "an hour ago", "{}");
        expertWrites(1, "now");
        awaitStates("make", "failed", "failed");
        hookAnswers(HOOK, Map.of());

        for (boolean dryRun : List.of(true, false)) {
            String oldest = admin().body(Map.of("filter", Map.of("conversation", conversation), "dryRun", dryRun))
                    .post("/api/deliveries/replay")
                    .then()
                    .statusCode(200)
                    .body("deliveries.make", equalTo(2))
                    .extract()
                    .path("oldest");
            assertThat(Instant.parse(oldest)).isEqualTo(old);
        }
        admin().body(Map.of("filter", Map.of("conversation", sid("CH")), "dryRun", true))
                .post("/api/deliveries/replay")
                .then()
                .body("oldest", nullValue());
    }

    private int lastMinute(String field) {
        return admin().get("/api/destinations").path("items.find { it.name == 'make' }." + field);
    }

    private List<String> testEvents() {
        return sandbox()
                .get(hookPath(HOOK) + "/deliveries")
                .jsonPath()
                .getList("items.findAll { it.taken && it.body.contains('console-test') }.sort { it.number }.body");
    }
}
