package travel.baboo.messaging.relay;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.restassured.path.json.JsonPath;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.attention.Fallback;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;

/** A conversation of its own for each test, and the ways to talk to the relay, to Make.com and to phones. */
abstract class RelayScene {

    protected static final Duration PATIENCE = Duration.ofSeconds(60);

    protected String conversation = "";

    protected abstract TopicWriter topics();

    protected abstract String sandboxOrigin();

    @BeforeEach
    void startAConversation() {
        conversation = sid("CH");
    }

    protected static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /** A number that no other test has. */
    protected static String newPhone() {
        return "+1" + (2_000_000_000L + Math.floorMod(UUID.randomUUID().getMostSignificantBits(), 7_000_000_000L));
    }

    protected void directory(String channel, @Nullable String address) {
        directory(conversation, channel, address);
    }

    protected void directory(String of, String channel, @Nullable String address) {
        tellDirectory(of, channel, address);
    }

    /** Without waiting until it is known. */
    protected void tellDirectory(String of, String channel, @Nullable String address) {
        topics().write(new DirectoryEntry(
                of,
                "7",
                "Traveler Ann - Expert Maria",
                "active",
                new DirectoryEntry.Traveler("Ann", channel, address, null),
                new DirectoryEntry.Expert("maria@example.com", "Maria"),
                List.of(
                        new DirectoryEntry.Member("helper", "bot", null),
                        new DirectoryEntry.Member("boss@example.com", "admin", "Boss")),
                null));
    }

    protected void expertWrites(int index, String body) {
        message(index, "maria@example.com", "SDK", body, "{}");
    }

    protected void message(int index, String author, String source, String body, String attributes) {
        message(Instant.now(), index, author, source, body, attributes);
    }

    protected void message(Instant at, int index, String author, String source, String body, String attributes) {
        publish("onMessageAdded", messageFields(at, index, author, source, body, attributes));
    }

    protected Map<String, String> messageFields(
            Instant at, int index, String author, String source, String body, String attributes) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AccountSid", "AC00000000000000000000000000000001");
        fields.put("ConversationSid", conversation);
        fields.put("MessageSid", sid("IM"));
        fields.put("Index", Integer.toString(index));
        fields.put("Author", author);
        fields.put("Source", source);
        fields.put("Body", body);
        fields.put("Attributes", attributes);
        fields.put("DateCreated", at.toString());
        return fields;
    }

    protected static TwilioEvent event(String eventType, Map<String, String> fields) {
        return TwilioEvents.fromFields(eventType, TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK);
    }

    protected void publish(String eventType, Map<String, String> fields) {
        topics().write(event(eventType, fields));
    }

    /** A message did not arrive by WhatsApp, and conversation-service decided on a second way. */
    protected void undelivered(String messageSid, String way, String text) {
        topics().write(AttentionEvent.of(
                conversation,
                Instant.now(),
                new AttentionEvent.Undelivered(
                        messageSid,
                        3,
                        "expert",
                        "maria@example.com",
                        "whatsapp",
                        63016,
                        Instant.now(),
                        List.of("maria@example.com"),
                        new Fallback(way, text),
                        null)));
    }

    /** Sets how Twilio's Messages API answers the next {@code times} requests. */
    protected void twilioAnswers(int status, int code, String moment, int times) {
        twilioFault(Map.of("kind", "status", "status", status, "code", code, "moment", moment, "times", times));
    }

    protected void twilioFault(Map<String, Object> fault) {
        Map<String, Object> complete = new HashMap<>(fault);
        complete.put("method", "POST");
        complete.put("path", "/Messages.json");
        sandbox().body(complete).post("/control/faults/rest").then().statusCode(201);
    }

    /** A StatusCallback as the ingest passes it on. */
    protected void status(String messageSid, String to, String status, @Nullable Integer errorCode) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AccountSid", "AC00000000000000000000000000000001");
        fields.put("MessageSid", messageSid);
        fields.put("To", to);
        fields.put("MessageStatus", status);
        if (errorCode != null) {
            fields.put("ErrorCode", errorCode.toString());
        }
        publish("onSmsStatusUpdated", fields);
    }

    /** What a phone got, in order. */
    protected List<String> textsOn(String phone) {
        return sandbox()
                .get("/control/phones/" + phone + "/messages")
                .jsonPath()
                .getList("items.body");
    }

    protected List<String> sidsOn(String phone) {
        return sandbox()
                .get("/control/phones/" + phone + "/messages")
                .jsonPath()
                .getList("items.sid");
    }

    protected void awaitTexts(String phone, String... texts) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(textsOn(phone)).containsExactly(texts));
    }

    /** This conversation's deliveries, the first first. */
    protected List<Map<String, Object>> deliveriesTo(String destination) {
        List<Map<String, Object>> latestFirst = admin().get(
                        "/api/deliveries?limit=200&conversation=" + conversation + "&destination=" + destination)
                .jsonPath()
                .getList("items");
        List<Map<String, Object>> firstFirst = new ArrayList<>(latestFirst);
        Collections.reverse(firstFirst);
        return firstFirst;
    }

    /** The id of the first of them. */
    protected String firstAt(String destination) {
        return String.valueOf(deliveriesTo(destination).get(0).get("id"));
    }

    protected List<Object> statesAt(String destination) {
        return deliveriesTo(destination).stream()
                .map(delivery -> delivery.get("state"))
                .toList();
    }

    protected void awaitStates(String destination, String... states) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(statesAt(destination)).containsExactly((Object[]) states));
    }

    protected ValidatableResponse delivery(String id) {
        return admin().get("/api/deliveries/" + id).then().statusCode(200);
    }

    protected static String hookPath(String hook) {
        return "/control/make/hooks/" + hook;
    }

    /** How a hook answers from now on: one behavior, or none for accepting. */
    protected void hookAnswers(String hook, Map<String, Object> behavior) {
        sandbox().body(behavior).put(hookPath(hook) + "/behavior").then().statusCode(200);
    }

    /** Everything of this conversation that a scenario took, in the order in which it came. */
    protected List<JsonPath> takenBy(String hook) {
        return requests(hook)
                .filter(delivery -> delivery.getBoolean("taken"))
                .map(delivery -> new JsonPath(delivery.encode()))
                .toList();
    }

    protected List<JsonPath> requestsTo(String hook) {
        return requests(hook).map(delivery -> new JsonPath(delivery.encode())).toList();
    }

    /** Null for events that are not about a message. */
    protected List<@Nullable String> bodiesTakenBy(String hook) {
        return requests(hook)
                .filter(delivery -> delivery.getBoolean("taken"))
                .map(RelayScene::messageBody)
                .toList();
    }

    private static @Nullable String messageBody(JsonObject delivery) {
        JsonObject message = new JsonObject(delivery.getString("body")).getJsonObject("message");
        return message == null ? null : message.getString("body");
    }

    /** Those of this conversation. A {@link JsonPath} compiles a script for each value that it reads, and there are thousands. */
    private Stream<JsonObject> requests(String hook) {
        return new JsonObject(sandbox().get(hookPath(hook) + "/deliveries").asString())
                .getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .filter(delivery -> delivery.getString("body").contains(conversation))
                        .sorted(Comparator.comparingLong(delivery -> delivery.getLong("number")));
    }

    protected RequestSpecification admin() {
        return as("admin");
    }

    protected RequestSpecification as(String group) {
        String token = sandbox()
                .body(Map.of("email", group + "@example.com", "name", group, "groups", List.of(group)))
                .post("/login/token")
                .path("access_token");
        return given().auth().oauth2(token).contentType("application/json");
    }

    protected RequestSpecification sandbox() {
        return given().baseUri(sandboxOrigin()).contentType("application/json");
    }
}
