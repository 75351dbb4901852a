package travel.baboo.messaging.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItems;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;

/**
 * The service as it is packaged, as a jar or as a native executable, in a process of its own: Kafka in, PostgreSQL with its
 * migrations, Make.com and Twilio out, and every endpoint.
 */
@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class RelayServiceIT extends RelayScene {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;

    PackagedService service = new PackagedService();

    private TopicWriter topics;

    @BeforeEach
    void openTopics() {
        topics = service.topics();
    }

    @AfterEach
    void everyoneIsWellAgain() {
        topics.close();
        hookAnswers(HOOK, Map.of());
        sandbox().delete("/control/faults/rest").then().statusCode(204);
    }

    @Override
    protected TopicWriter topics() {
        return topics;
    }

    @Override
    protected String sandboxOrigin() {
        return service.sandboxOrigin();
    }

    @Test
    void messagesReachTheScenarioInOrderSignedAndWithTheirParticipants() {
        directory("sms", "+15551230001");
        hookAnswers(HOOK, Map.of("kind", "rate_limited", "times", 1));
        IntStream.range(0, 5).forEach(i -> expertWrites(i, "m" + i));

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("m0", "m1", "m2", "m3", "m4"));
        JsonPath first = takenBy(HOOK).get(0);
        assertThat(first.getString("signature")).isEqualToIgnoringCase("valid");
        JsonPath payload = JsonPath.from(first.getString("body"));
        assertThat(payload.getString("type")).isEqualTo("message-added");
        assertThat(payload.getBoolean("conversation.known")).isTrue();
        assertThat(payload.getString("conversation.traveler.name")).isEqualTo("Ann");
        assertThat(payload.getString("message.from")).isEqualTo("Maria - Local Expert");
    }

    @Test
    void everyKindOfEventThatAScenarioMayWantIsWritten() {
        directory("sms", "+15551230002");
        Map<String, String> common =
                Map.of("AccountSid", "AC00000000000000000000000000000001", "ConversationSid", conversation);
        for (String event : List.of(
                "onMessageUpdated",
                "onMessageRemoved",
                "onParticipantAdded",
                "onParticipantRemoved",
                "onConversationStateUpdated",
                "onDeliveryUpdated")) {
            publish(event, with(common, event));
        }
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(takenBy(HOOK))
                .extracting(taken -> JsonPath.from(taken.getString("body")).getString("type"))
                .containsExactly(
                        "message-updated",
                        "message-removed",
                        "participant-added",
                        "participant-removed",
                        "conversation-state-updated",
                        "delivery-updated"));
    }

    private static Map<String, String> with(Map<String, String> common, String event) {
        Map<String, String> fields = new LinkedHashMap<>(common);
        fields.put("EventType", event);
        fields.put("MessageSid", sid("IM"));
        fields.put("ParticipantSid", sid("MB"));
        fields.put("DeliveryReceiptSid", sid("DY"));
        fields.put("Index", "0");
        fields.put("Status", "delivered");
        fields.put("StateFrom", "active");
        fields.put("StateTo", "inactive");
        fields.put("Body", "edited");
        fields.put("Author", "maria@example.com");
        fields.put("DateUpdated", Instant.now().toString());
        fields.put("StateUpdated", Instant.now().toString());
        return fields;
    }

    @Test
    void textsGoOutByTwilioAndItsReportsMoveThemOn() {
        String phone = newPhone();
        directory("relay-sms", phone);
        expertWrites(0, "first");
        awaitTexts(phone, "first");
        awaitStates("sms", "delivered");
        status(sidsOn(phone).get(0), phone, "delivered", null);
        await().atMost(PATIENCE)
                .untilAsserted(() -> delivery(firstAt("sms")).body("providerStatus", equalTo("delivered")));
    }

    @Test
    void whatTwilioRefusesIsUnderstood() {
        String phone = newPhone();
        directory("relay-sms", phone);
        twilioAnswers(400, 21_610, "before", 1);
        expertWrites(0, "never");
        awaitStates("sms", "failed");
        delivery(firstAt("sms"))
                .body("lastOutcome", equalTo("opted-out"))
                .body("attemptLog[0].answer", equalTo("Twilio's error 21610"));
        assertThat(textsOn(phone)).isEmpty();
    }

    @Test
    void aPersonSettlesWhatNobodyKnows() {
        String phone = newPhone();
        directory("relay-sms", phone);
        twilioAnswers(500, 20_500, "before", 1);
        expertWrites(0, "perhaps");
        awaitStates("sms", "unknown");
        admin().body(Map.of("arrived", true))
                .post("/api/deliveries/" + firstAt("sms") + "/settle")
                .then()
                .statusCode(200)
                .body("state", equalTo("delivered"));
    }

    @Test
    void anOperatorSeesRepairsAndReplays() {
        directory("sms", "+15551230003");
        hookAnswers(HOOK, Map.of("kind", "reject", "times", 1));
        expertWrites(0, "refused");
        awaitStates("make", "failed");
        String id = firstAt("make");
        delivery(id).body("attemptLog.size()", equalTo(1)).body("attemptLog[0].status", equalTo(400));
        Map<String, Object> replay = Map.of("filter", Map.of("conversation", conversation), "dryRun", true);
        admin().body(replay)
                .post("/api/deliveries/replay")
                .then()
                .statusCode(200)
                .body("deliveries.make", is(1));
        admin().post("/api/deliveries/" + id + "/retry").then().statusCode(200);
        awaitStates("make", "delivered");
        assertThat(bodiesTakenBy(HOOK)).containsExactly("refused");
        admin().get("/api/deliveries?state=delivered&limit=1&event="
                        + delivery(id).extract().path("eventId"))
                .then()
                .statusCode(200)
                .body("items.id", hasItems(id));
    }

    @Test
    void aDestinationIsPausedAndResumed() {
        directory("sms", "+15551230004");
        admin().post("/api/destinations/make/pause")
                .then()
                .statusCode(200)
                .body("pausedAt", notNullValue())
                .body("reason", equalTo("paused by hand"));
        expertWrites(0, "later");
        awaitStates("make", "waiting");
        admin().post("/api/destinations/make/resume").then().statusCode(200).body("pausedAt", nullValue());
        awaitStates("make", "delivered");
        admin().get("/api/destinations").then().statusCode(200).body("items.name", hasItems("make", "sms"));
    }

    @Test
    void nobodyElseGetsAnythingAndErrorsAreProblems() {
        refused(given().get("/api/deliveries").then(), 401);
        refused(given().auth().oauth2("not.a.token").get("/api/destinations").then(), 401);
        refused(as("expert").get("/api/deliveries").then(), 403);
        refused(admin().get("/api/deliveries?state=nonsense").then(), 400);
        refused(admin().get("/api/deliveries?limit=0").then(), 400);
        refused(admin().get("/api/deliveries?cursor=nonsense").then(), 400);
        refused(admin().get("/api/deliveries/nonsense").then(), 404);
        refused(admin().get("/api/nothing").then(), 404);
        refused(admin().delete("/api/deliveries").then(), 405);
        refused(admin().body("{").post("/api/deliveries/replay").then(), 400);
        refused(
                admin().contentType("text/plain")
                        .body("x")
                        .post("/api/deliveries/replay")
                        .then(),
                415);
        refused(admin().post("/api/destinations/nonsense/pause").then(), 404);
    }

    private static void refused(ValidatableResponse answer, int status) {
        answer.statusCode(status).contentType("application/problem+json").body("status", equalTo(status));
    }

    @Test
    void aRecordThatIsNoEventGoesAsideAndHoldsNothingUp() {
        directory("sms", "+15551230005");
        topics.writeRaw(conversation, "no event");
        topics.writeRaw(conversation, "null");
        topics.writeNothing(conversation);
        expertWrites(0, "behind it");
        awaitStates("make", "delivered");
        // They go aside while the rest goes on.
        await().atMost(PATIENCE).untilAsserted(() -> given().get(service.management() + "/metrics")
                .then()
                .body(containsString("baboo_relay_events_total{outcome=\"dead\"} 3.0")));
    }

    @Test
    void healthMetricsAndDescriptionAreOnThePortOfTheirOwn() {
        given().get(service.management() + "/health/ready")
                .then()
                .statusCode(200)
                .body("status", equalTo("UP"))
                .body("checks.status", everyItem(equalTo("UP")));
        given().get(service.management() + "/metrics")
                .then()
                .statusCode(200)
                .body(containsString("baboo_relay_"), containsString("jvm_memory_used_bytes"));
        given().get(service.management() + "/openapi?format=json")
                .then()
                .statusCode(200)
                .body("paths.keySet()", hasItems("/api/deliveries", "/api/destinations"));
        given().get("/q/health").then().statusCode(404);
    }
}
