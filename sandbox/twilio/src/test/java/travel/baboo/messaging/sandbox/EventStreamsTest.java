package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import travel.baboo.messaging.sandbox.twilio.events.StreamConfig;
import travel.baboo.messaging.sandbox.twilio.webhook.TwilioSigner;

/** Event Streams: REST by Twilio's OpenAPI, and deliveries to a webhook sink. */
class EventStreamsTest {

    private static final String ADDED = "com.twilio.conversations.message.added";

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension(SandboxConfig.forTests()
            .withStream(new StreamConfig(Duration.ofMillis(50), Duration.ofMillis(50), true, false, null)));

    private Receiver receiver;

    @BeforeEach
    void open() {
        receiver = new Receiver();
    }

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void aSinkIsActiveAtOnceAndOnlyItsDescriptionChanges() {
        String sink = sink(false);

        assertThat(twilio().get("/v1/Sinks/" + sink).text("status")).isEqualTo("active");
        assertThat(twilio().post("/v1/Sinks/" + sink, "Description", "other").text("description"))
                .isEqualTo("other");
        assertThat(twilio().get("/v1/Sinks?InUse=true").list("sinks")).isEmpty();
        assertThat(twilio().get("/v1/Sinks?Status=active").list("sinks")).hasSize(1);
        assertThat(twilio().post("/v1/Sinks/" + sink + "/Validate", "TestId", "x")
                        .text("result"))
                .isEqualTo("valid");
        assertThat(twilio().delete("/v1/Sinks/" + sink).status()).isEqualTo(204);
        assertThat(twilio().get("/v1/Sinks/" + sink).status()).isEqualTo(404);
    }

    @Test
    void aSinkHasOneSubscriptionAndOutlivesIt() {
        String sink = sink(false);
        String subscription = subscribe(sink, ADDED).sid();

        assertThat(subscribe(sink, ADDED).text("message")).contains("in use");
        assertThat(twilio().delete("/v1/Sinks/" + sink).status()).isEqualTo(400);
        assertThat(twilio().get("/v1/Subscriptions?SinkSid=" + sink).list("subscriptions"))
                .hasSize(1);
        assertThat(twilio().delete("/v1/Subscriptions/" + subscription).status())
                .isEqualTo(204);
        assertThat(twilio().get("/v1/Sinks/" + sink).status()).isEqualTo(200);
    }

    @Test
    void typesAreSubscribedOnceAndDiscontinuedOnesNever() {
        String sink = sink(false);

        assertThat(subscribe(sink, ADDED, ADDED).code()).isEqualTo(91101);
        assertThat(subscribe(sink, "com.twilio.conversations.delivery.updated").text("message"))
                .isEqualTo("Type is discontinued");
        String events = "/v1/Subscriptions/" + subscribe(sink, ADDED).sid() + "/SubscribedEvents";
        String removed = "com.twilio.conversations.message.removed";
        assertThat(twilio().post(events, "Type", removed)
                        .body()
                        .get("schema_version")
                        .asInt())
                .isEqualTo(2);
        assertThat(twilio().post(events + "/" + removed, "SchemaVersion", "1").status())
                .isEqualTo(200);
        assertThat(twilio().get(events).list("types")).hasSize(2);
        assertThat(twilio().delete(events + "/" + removed).status()).isEqualTo(204);
        assertThat(twilio().get(events + "/" + removed).status()).isEqualTo(404);
    }

    @Test
    void typesAndSchemasCanBeRead() {
        assertThat(twilio().get("/v1/Types").list("types")).hasSize(13);
        String schema = twilio().get("/v1/Types/" + ADDED).text("schema_id");
        assertThat(twilio().get("/v1/Schemas/" + schema)
                        .body()
                        .get("latest_version")
                        .asInt())
                .isEqualTo(2);
        assertThat(twilio().get("/v1/Schemas/" + schema + "/Versions").list("schema_versions"))
                .hasSize(2);
        assertThat(twilio().get("/v1/Schemas/" + schema + "/Versions/2").status())
                .isEqualTo(200);
    }

    @Test
    void aTestEventHasTheAccountAsItsId() throws Exception {
        twilio().post("/v1/Sinks/" + sink(false) + "/Test");

        JsonNode event = events(receiver.await(1)).get(0);

        assertThat(event.get("id").asText()).isEqualTo(SandboxCredentials.ACCOUNT_SID);
        assertThat(event.get("source").asText()).isEqualTo("Sink");
    }

    @Test
    void aMessageIsDeliveredSignedInTheNamesOfItsSchema() throws Exception {
        subscribe(sink(false), ADDED);
        message("Hello");

        Receiver.Request request = receiver.await(1).get(0);

        String hash = HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(request.body().getBytes(StandardCharsets.UTF_8)));
        assertThat(request.uri()).isEqualTo("/stream?bodySHA256=" + hash);
        assertThat(request.header("X-Twilio-Signature"))
                .isEqualTo(new TwilioSigner(SandboxCredentials.AUTH_TOKEN).sign(receiver.url(request.uri())));
        JsonNode data = events(List.of(request)).get(0).get("data");
        assertThat(data.get("MessageBody").asText()).isEqualTo("Hello");
        assertThat(data.get("Index").isInt()).isTrue();
        assertThat(data.get("Attributes").get("nested").asText()).isEqualTo("{\"a\":1}");
        assertThat(data.has("ChatServiceSid") || data.has("Source") || data.has("Body"))
                .isFalse();
    }

    @Test
    void aServerErrorIsRetriedAndAClientErrorDiscards() {
        subscribe(sink(false), ADDED);
        receiver.answer(503, "");
        message("again");
        receiver.await(2);
        receiver.answer(200, "");
        Wait.until(() -> outcomes(), seen -> seen.contains("accepted"));
        assertThat(outcomes()).contains("retried");

        receiver.answer(403, "");
        message("gone");
        Wait.until(() -> outcomes(), seen -> seen.contains("discarded"));
    }

    @Test
    void aBatchHoldsSeveralEvents() throws Exception {
        subscribe(sink(true), ADDED);
        message("one");
        message("two");

        Wait.until(() -> events(receiver.requests()), seen -> seen.size() == 2);
    }

    @Test
    void faultsDropDoubleAndCut() {
        subscribe(sink(false), ADDED);
        fault(Map.of("kind", "drop"));
        message("lost");
        Wait.until(() -> outcomes(), seen -> seen.contains("dropped"));
        fault(Map.of("kind", "duplicate"));
        message("twice");
        List<JsonNode> twice = events(receiver.await(2));
        assertThat(twice.get(0)).isEqualTo(twice.get(1));
        fault(Map.of("kind", "cut", "delay", "PT5S"));
        message("late");
        receiver.await(3);
        assertThat(outcomes()).contains("retried");
    }

    @Test
    void aDelayedEventIsOvertaken() {
        subscribe(sink(false), ADDED);
        fault(Map.of("kind", "delay", "delay", "PT8S"));
        message("late");
        message("on time");

        assertThat(bodies(receiver.await(2))).containsExactly("on time", "late");
    }

    /** In one batch: two requests at a time may overtake each other on their way. */
    @Test
    void aReorderedEventComesRightAfterItsSuccessor() {
        subscribe(sink(true), ADDED);
        fault(Map.of("kind", "reorder", "delay", "PT8S"));
        message("first");
        message("second");

        assertThat(bodies(receiver.await(1))).containsExactly("second", "first");
    }

    @Test
    void aReorderedEventWithoutSuccessorComesInTheEnd() {
        subscribe(sink(false), ADDED);
        fault(Map.of("kind", "reorder", "delay", "PT0.1S"));
        message("alone");

        assertThat(bodies(receiver.await(1))).containsExactly("alone");
    }

    @Test
    void aBatchHoldsAtMost64KilobytesOfEvents() {
        subscribe(sink(true), ADDED);
        // Held back until the last one comes, so that more comes at once than one batch holds.
        fault(Map.of("kind", "reorder", "delay", "PT1H", "times", 59));
        for (int i = 0; i < 60; i++) {
            message(i + " " + "x".repeat(1_500));
        }

        Wait.until(() -> events(receiver.requests()), seen -> seen.size() == 60);
        assertThat(receiver.requests()).hasSizeGreaterThanOrEqualTo(2).allSatisfy(request -> {
            int separators = events(List.of(request)).size() + 1;
            assertThat(request.body().length()).isLessThanOrEqualTo(64 * 1024 + separators);
        });
        assertThat(receiver.requests())
                .anySatisfy(request -> assertThat(request.body().length()).isGreaterThan(32 * 1024));
    }

    @Test
    void anAttemptSaysWhatItIsAboutAndCanBeFollowed() {
        subscribe(sink(false), ADDED);
        message("one");
        JsonNode first = Wait.until(() -> SANDBOX.items("/control/event-stream"), seen -> seen.size() == 1)
                .get(0);
        message("two");
        String after = "/control/event-stream?after=" + first.get("number").asLong();
        JsonNode second =
                Wait.until(() -> SANDBOX.items(after), seen -> seen.size() == 1).get(0);

        assertThat(first.get("sids").get(0).asText()).startsWith("IM");
        assertThat(second.get("sids")).isNotEqualTo(first.get("sids"));
    }

    private static List<String> bodies(List<Receiver.Request> requests) {
        return events(requests).stream()
                .map(event -> event.at("/data/MessageBody").asText())
                .toList();
    }

    private void fault(Map<String, Object> fault) {
        assertThat(SANDBOX.control("POST", "/control/faults/event-stream", fault)
                        .status())
                .isEqualTo(201);
    }

    private List<String> outcomes() {
        return SANDBOX.items("/control/event-stream").stream()
                .map(attempt -> attempt.get("outcome").asText())
                .toList();
    }

    private static List<JsonNode> events(List<Receiver.Request> requests) {
        return requests.stream()
                .flatMap(request -> {
                    try {
                        ArrayNode array = (ArrayNode) Http.MAPPER.readTree(request.body());
                        return array.valueStream();
                    } catch (JsonProcessingException e) {
                        throw new IllegalStateException(e);
                    }
                })
                .toList();
    }

    private void message(String body) {
        String conversation = twilio().newConversation();
        Reply sent = twilio().post(
                        "/Conversations/" + conversation + "/Messages",
                        "Body",
                        body,
                        "Attributes",
                        "{\"nested\":{\"a\":1}}");
        assertThat(sent.status()).isEqualTo(201);
    }

    private String sink(boolean batches) {
        Reply made = twilio().post(
                        "/v1/Sinks",
                        "Description",
                        "baboo",
                        "SinkType",
                        "webhook",
                        "SinkConfiguration",
                        "{\"destination\":\"" + receiver.url("/stream") + "\",\"method\":\"POST\",\"batch_events\":"
                                + batches + "}");
        assertThat(made.status()).isEqualTo(201);
        return made.sid();
    }

    private static Reply subscribe(String sink, String... types) {
        String[] form = new String[4 + 2 * types.length];
        form[0] = "Description";
        form[1] = "baboo";
        form[2] = "SinkSid";
        form[3] = sink;
        for (int i = 0; i < types.length; i++) {
            form[4 + 2 * i] = "Types";
            form[5 + 2 * i] = "{\"type\":\"" + types[i] + "\",\"schema_version\":2}";
        }
        return twilio().post("/v1/Subscriptions", form);
    }

    private static TwilioClient twilio() {
        return SANDBOX.twilio();
    }
}
