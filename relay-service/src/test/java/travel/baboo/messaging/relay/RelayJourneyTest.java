package travel.baboo.messaging.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.Json;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.relay.directory.DirectoryRepository;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

@QuarkusTest
@QuarkusTestResource(SandboxTestResource.class)
@QuarkusTestResource(PostgresTestResource.class)
@QuarkusTestResource(KafkaTestResource.class)
class RelayJourneyTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String HOOK = "/control/make/hooks/" + SandboxTestResource.MAKE_HOOK;

    @Inject
    TopicWriter topics;

    @Inject
    DirectoryRepository known;

    @ConfigProperty(name = SandboxTestResource.ORIGIN)
    String sandbox = "";

    private String conversation = "";

    @BeforeEach
    void startAConversation() {
        conversation = sid("CH");
    }

    @AfterEach
    void makeAcceptsAgain() {
        hookAnswers(Map.of());
        admin().post("/api/destinations/make/resume").then().statusCode(200);
    }

    @Test
    void aMessageReachesTheScenarioSignedAndWithWhoTalksToWhom() {
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
        Map<String, String> fields = fields(0, "dave", "SDK", "once", "{}");
        for (int i = 0; i < 3; i++) {
            publish(fields);
        }
        message(1, "dave", "SDK", "last", "{}");
        awaitDeliveries(2);
        assertThat(bodies()).containsExactly("once", "last");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rate_limited", "queue_full", "fail", "cut"})
    void aConversationKeepsItsOrderThroughFailures(String kind) {
        directory("sms", "+15551230004");
        hookAnswers(Map.of("kind", kind, "times", 2, "takes", false));
        IntStream.range(0, 8).forEach(i -> message(i, "dave", "SDK", "m" + i, "{}"));
        awaitDeliveries(8);
        assertThat(bodies())
                .containsExactlyElementsOf(
                        IntStream.range(0, 8).mapToObj(i -> "m" + i).toList());
    }

    @ParameterizedTest
    @CsvSource({"reject, failed", "gone, waiting"})
    void aRefusalIsShownToTheOperatorAndCanBeRepeated(String kind, String state) {
        directory("sms", "+15551230005");
        hookAnswers(Map.of("kind", kind, "times", 1));
        message(0, "dave", "SDK", "refused", "{}");
        await().atMost(PATIENCE).untilAsserted(() -> admin().get("/api/deliveries?conversation=" + conversation)
                .then()
                .statusCode(200)
                .body("items[0].state", equalTo(state))
                .body("items[0].attempts", equalTo(1)));
        String id = admin().get("/api/deliveries?conversation=" + conversation).path("items[0].id");
        admin().get("/api/deliveries/" + id).then().body("attemptLog.size()", equalTo(1));
        if (kind.equals("gone")) {
            assertThat(admin().get("/api/destinations").jsonPath().getString("items.find{it.name=='make'}.reason"))
                    .isEqualTo("gone");
            admin().post("/api/destinations/make/resume").then().statusCode(200);
        } else {
            admin().post("/api/deliveries/" + id + "/retry").then().statusCode(200);
        }
        awaitDeliveries(1);
        assertThat(bodies()).containsExactly("refused");
    }

    @Test
    void aSpentScheduleFailsAndAReplayTellsBeforeItActs() {
        directory("sms", "+15551230006");
        hookAnswers(Map.of("kind", "fail"));
        message(0, "dave", "SDK", "spent", "{}");
        await().atMost(PATIENCE)
                .untilAsserted(() -> admin().get("/api/deliveries?state=failed&conversation=" + conversation)
                        .then()
                        .body("items[0].attempts", equalTo(5)));
        hookAnswers(Map.of());
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
        String phone = "+1555" + String.format("%07d", Math.abs(conversation.hashCode() % 10_000_000));
        directory("relay-sms", phone);
        message(0, phone, "API", "mine", "{\"from\":\"Ann - Traveler\"}");
        message(1, "maria@example.com", "SDK", "for Ann", "{}");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(sandbox()
                        .get("/control/phones/" + phone + "/messages")
                        .jsonPath()
                        .getList("items.body"))
                .isEqualTo(List.of("for Ann")));
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

    private void hookAnswers(Map<String, Object> behaviour) {
        sandbox().body(behaviour).put(HOOK + "/behaviour").then().statusCode(200);
    }

    private Response replay(boolean dryRun) {
        return admin().body(Map.of("filter", Map.of("conversation", conversation), "dryRun", dryRun))
                .post("/api/deliveries/replay");
    }

    private void directory(String channel, String address) {
        topics.write(new DirectoryEntry(
                conversation,
                "7",
                "Traveler Ann - Expert Maria",
                "active",
                new DirectoryEntry.Traveler("Ann", channel, address, null),
                new DirectoryEntry.Expert("maria@example.com", "Maria")));
        await().atMost(PATIENCE)
                .until(() -> known.find(conversation).await().atMost(PATIENCE).isPresent());
    }

    private void message(int index, String author, String source, String body, String attributes) {
        publish(fields(index, author, source, body, attributes));
    }

    private Map<String, String> fields(int index, String author, String source, String body, String attributes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AccountSid", sid("AC"));
        fields.put("EventType", "onMessageAdded");
        fields.put("ConversationSid", conversation);
        fields.put("MessageSid", sid("IM"));
        fields.put("Index", Integer.toString(index));
        fields.put("Author", author);
        fields.put("Source", source);
        fields.put("Body", body);
        fields.put("Attributes", attributes);
        fields.put("DateCreated", Instant.now().toString());
        return fields;
    }

    private void publish(Map<String, String> fields) {
        topics.write(TwilioEvents.fromFields("onMessageAdded", TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK));
    }

    /** What the scenario took of this conversation, in the order in which it came. */
    private List<JsonPath> deliveries() {
        List<Map<String, Object>> all =
                sandbox().get(HOOK + "/deliveries?limit=1000").jsonPath().getList("items");
        return all.stream()
                .filter(delivery -> (Boolean) delivery.get("taken"))
                .filter(delivery -> String.valueOf(delivery.get("body")).contains(conversation))
                .sorted((a, b) -> Long.compare(number(a), number(b)))
                .map(delivery -> new JsonPath(json(delivery)))
                .toList();
    }

    private static long number(Map<String, Object> delivery) {
        return Long.parseLong(String.valueOf(delivery.get("number")));
    }

    private static String json(Map<String, Object> delivery) {
        return Json.encode(delivery);
    }

    private List<JsonPath> awaitDeliveries(int count) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(deliveries()).hasSize(count));
        return deliveries();
    }

    private List<String> bodies() {
        return deliveries().stream()
                .map(delivery -> JsonPath.from(delivery.getString("body")).getString("message.body"))
                .toList();
    }

    private RequestSpecification admin() {
        return as("admin");
    }

    private RequestSpecification as(String group) {
        String token = sandbox()
                .body(Map.of("email", group + "@example.com", "name", group, "groups", List.of(group)))
                .post("/login/token")
                .path("access_token");
        return given().auth().oauth2(token).contentType("application/json");
    }

    private RequestSpecification sandbox() {
        return given().baseUri(sandbox).contentType("application/json");
    }

    private static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }
}
