package travel.baboo.messaging.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class RelayJourneyTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;

    @AfterEach
    void makeAcceptsAgain() {
        hookAnswers(HOOK, Map.of());
        admin().post("/api/destinations/make/resume").then().statusCode(200);
    }

    @Test
    void aMessageReachesTheScenarioSignedAndWithItsParticipants() {
        directory("sms", "+15551230001");
        message(0, "+15551230001", "SMS", "Hello?", "{}");

        JsonPath payload = JsonPath.from(awaitDeliveries(1).get(0).getString("body"));
        assertThat(awaitDeliveries(1).get(0).getString("signature")).isEqualToIgnoringCase("valid");
        assertThat(payload.getString("type")).isEqualTo("message-added");
        assertThat(payload.getString("conversation.inquiryId")).isEqualTo("7");
        assertThat(payload.getString("conversation.expert.name")).isEqualTo("Maria");
        assertThat(payload.getString("message.body")).isEqualTo("Hello?");
        assertThat(payload.getString("message.from")).isEqualTo("Ann - Traveler");
    }

    @Test
    void whatCameInThroughAScenarioDoesNotGoBackToIt() {
        directory("sms", "+15551230002");
        message(0, "make", "API", "from the scenario", "{\"from\":\"Bot\",\"via\":\"make\"}");
        message(1, "maria@example.com", "SDK", "from the expert", "{}");
        assertThat(awaitDeliveries(1).get(0).getString("body")).contains("from the expert");
    }

    @Test
    void theSameEventIsDeliveredOnce() {
        directory("sms", "+15551230003");
        Map<String, String> fields = messageFields(Instant.now(), 0, "dave", "SDK", "once", "{}");
        for (int i = 0; i < 3; i++) {
            publish("onMessageAdded", fields);
        }
        message(1, "dave", "SDK", "last", "{}");
        awaitDeliveries(2);
        assertThat(bodies()).containsExactly("once", "last");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate_limited", "queue_full", "fail", "cut"})
    void aConversationKeepsItsOrderThroughFailures(String kind) {
        directory("sms", "+15551230004");
        hookAnswers(HOOK, Map.of("kind", kind, "times", 2, "takes", false));
        IntStream.range(0, 8).forEach(i -> message(i, "dave", "SDK", "m" + i, "{}"));
        awaitDeliveries(8);
        assertThat(bodies())
                .containsExactlyElementsOf(
                        IntStream.range(0, 8).mapToObj(i -> "m" + i).toList());
    }

    @ParameterizedTest
    @CsvSource({"reject, rejected", "gone, gone"})
    void aRefusalIsShownToTheOperatorAndCanBeRepeated(String kind, String outcome) {
        directory("sms", "+15551230005");
        hookAnswers(HOOK, Map.of("kind", kind, "times", 1));
        message(0, "dave", "SDK", "refused", "{}");
        awaitStates("make", "failed");
        String id = firstAt("make");
        delivery(id)
                .body("attempts", equalTo(1))
                .body("lastOutcome", equalTo(outcome))
                .body("attemptLog.size()", equalTo(1));
        admin().post("/api/deliveries/" + id + "/retry").then().statusCode(200);
        awaitDeliveries(1);
        assertThat(bodies()).containsExactly("refused");
    }

    @Test
    void aSpentScheduleFailsAndAReplayTellsBeforeItActs() {
        directory("sms", "+15551230006");
        hookAnswers(HOOK, Map.of("kind", "fail"));
        message(0, "dave", "SDK", "spent", "{}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> admin().get("/api/deliveries?state=failed&conversation=" + conversation)
                        .then()
                        .body("items[0].attempts", equalTo(5)));
        hookAnswers(HOOK, Map.of());
        replay(true).then().body("deliveries.make", equalTo(1)).body("dryRun", equalTo(true));
        admin().get("/api/deliveries?conversation=" + conversation).then().body("items[0].state", equalTo("failed"));
        replay(false).then().body("deliveries.make", equalTo(1));
        awaitDeliveries(1);
        assertThat(bodies()).containsExactly("spent");
    }

    @Test
    void aConversationThatNobodyKnowsIsDeliveredAfterABoundedWaitAndSaysSo() {
        message(0, "dave", "SDK", "unknown", "{}");
        JsonPath payload = JsonPath.from(awaitDeliveries(1).get(0).getString("body"));
        assertThat(payload.getBoolean("conversation.known")).isFalse();
        assertThat(payload.getString("conversation.sid")).isEqualTo(conversation);
    }

    @Test
    void aRelayedTravelersPhoneGetsTheAnswersButNotItsOwnMessages() {
        String phone = newPhone();
        directory("relay-sms", phone);
        message(0, phone, "API", "mine", "{\"from\":\"Ann - Traveler\"}");
        message(1, "maria@example.com", "SDK", "for Ann", "{}");
        awaitTexts(phone, "for Ann");
    }

    @Test
    void aRecordThatIsNoEventDoesNotHoldUpTheRest() {
        directory("sms", "+15551230007");
        topics.writeRaw(conversation, "no event");
        message(0, "dave", "SDK", "behind it", "{}");
        awaitDeliveries(1);
    }

    @Test
    void onlyAdminsSeeDeliveries() {
        given().get("/api/deliveries").then().statusCode(401).contentType("application/problem+json");
        as("expert").get("/api/deliveries").then().statusCode(403).contentType("application/problem+json");
        admin().get("/api/deliveries?state=nonsense").then().statusCode(400).contentType("application/problem+json");
        admin().get("/api/deliveries/nonsense").then().statusCode(404).contentType("application/problem+json");
        admin().post("/api/destinations/nonsense/pause").then().statusCode(404);
    }

    private Response replay(boolean dryRun) {
        return admin().body(Map.of("filter", Map.of("conversation", conversation), "dryRun", dryRun))
                .post("/api/deliveries/replay");
    }

    private List<JsonPath> awaitDeliveries(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(takenBy(HOOK)).hasSize(count));
        return takenBy(HOOK);
    }

    private List<String> bodies() {
        return bodiesTakenBy(HOOK);
    }
}
