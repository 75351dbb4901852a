package travel.baboo.messaging.conversation;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.process.Surroundings;
import travel.baboo.messaging.sandbox.SandboxCredentials;

/**
 * The service as it is packaged, as a jar or as a native executable, in a process of its own: every call, with PostgreSQL, Kafka and
 * the sandbox's Twilio behind it.
 */
@QuarkusIntegrationTest
@WithTestResource(PackagedService.class)
class ConversationServiceIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TEMPLATE = "HX0123456789abcdef0123456789abcdef";

    PackagedService service = new PackagedService();

    private String inquiryId = "";
    private String phone = "";
    private String expert = "";
    private String admin = "";

    @BeforeEach
    void logIn() {
        inquiryId = UUID.randomUUID().toString();
        phone = UnusedPhone.next();
        expert = sandbox().login("maria@example.com", "Maria", "expert");
        admin = sandbox().login("boss@example.com", "Boss", "admin");
        as(admin).post("/api/admin/provision").then().statusCode(200);
    }

    @Test
    void anInquiryBecomesAConversationOnce() {
        ValidatableResponse first = inquire().statusCode(201);
        String sid = first.extract().path("conversationSid");
        inquire().statusCode(200).body("conversationSid", equalTo(sid));
        Map<String, Object> other = new HashMap<>(inquiry());
        other.put("message", "Something else");
        as(expert)
                .body(other)
                .post("/api/inquiries")
                .then()
                .statusCode(409)
                .contentType("application/problem+json")
                .body("detail", containsString("message"));
        as(expert).get("/api/inquiries/" + inquiryId).then().statusCode(200).body("state", equalTo("done"));

        inquiryId = UUID.randomUUID().toString();
        inquire().statusCode(409).body("conversationSid", equalTo(sid));
        Map<String, Object> reuse = new HashMap<>(inquiry());
        reuse.put("onConflict", "reuse");
        // On a busy machine the service may itself be at the refused one just now, which is 409 with Retry-After.
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .body(reuse)
                .post("/api/inquiries")
                .then()
                .statusCode(201)
                .body("conversationSid", equalTo(sid)));
        ConsumerRecord<String, byte[]> record = topic(DirectoryEntry.TOPIC).awaitKey(sid);
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains(phone);
    }

    @Test
    void aConversationIsListedReadChangedAndClosed() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String word = "w" + inquiryId.substring(0, 8);
        sandbox()
                .text(phone, SandboxCredentials.PHONE_NUMBER, "Is the " + word + " open?")
                .statusCode(200);
        awaitMessages(sid, 2);
        for (String token : List.of(expert, admin)) {
            as(token)
                    .queryParam("q", word.toUpperCase(java.util.Locale.ROOT))
                    .get("/api/conversations")
                    .then()
                    .statusCode(200)
                    .body("items.sid", equalTo(List.of(sid)))
                    .body("items[0].hit.snippet", containsString("<mark>" + word + "</mark>"))
                    .body("items[0].capabilities.text", equalTo(true));
        }
        as(expert)
                .get("/api/conversations?state=active&unread=true")
                .then()
                .statusCode(200)
                .body("items.sid", hasItem(sid));
        as(expert).get("/api/conversations/" + sid).then().statusCode(200).body("inquiryId", equalTo(inquiryId));
        as(expert)
                .body(Map.of("friendlyName", "Lake", "attributes", Map.of("vip", true)))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(200)
                .body("friendlyName", equalTo("Lake"));
        as(expert)
                .body(Map.of("state", "closed"))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(200);
        send(sid, "key", "Too late").statusCode(409).contentType("application/problem+json");
        as(expert)
                .body(Map.of("state", "active"))
                .patch("/api/conversations/" + sid)
                .then()
                .statusCode(409);
    }

    @Test
    void messagesAreSentOnceByTheirKeyAndReadPageByPage() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String sent = send(sid, "key", "Once").statusCode(201).extract().path("sid");
        send(sid, "key", "Once").statusCode(201).body("sid", equalTo(sent));
        send(sid, "key", "Other").statusCode(422);
        sandbox().template(TEMPLATE, "Hello");
        post(sid, Map.of("contentSid", TEMPLATE, "contentVariables", Map.of("1", "Ann")))
                .statusCode(201);
        post(sid, Map.of("mediaSid", sandbox().media("map.png", "image/png", 100)))
                .statusCode(201);
        awaitMessages(sid, 4);
        String path = "/api/conversations/" + sid + "/messages";
        ValidatableResponse page = as(expert).get(path + "?order=desc&limit=3").then();
        page.statusCode(200).body("items.index", equalTo(List.of(3, 2, 1)));
        as(expert)
                .get(path + "?order=desc&limit=3&cursor=" + page.extract().path("next"))
                .then()
                .body("items.index", equalTo(List.of(0)))
                .body("items[0].from", equalTo("Ann - Traveler"))
                .body("next", nullValue());
        as(expert).get(path + "?after=0&limit=1").then().body("items.body", equalTo(List.of("Once")));
        as(expert).get(path + "?before=2&limit=1").then().body("items.body", equalTo(List.of("Once")));
    }

    @Test
    void peopleComeAndGo() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String path = "/api/conversations/" + sid + "/participants";
        String joined = as(expert)
                .body(Map.of("identity", "anna@example.com", "name", "Anna", "role", "expert"))
                .post(path)
                .then()
                .statusCode(201)
                .extract()
                .path("sid");
        await().atMost(PATIENCE).untilAsserted(() -> as(expert).get(path).then().body("items.sid", hasItem(joined)));
        as(admin).delete(path + "/" + joined).then().statusCode(204);
        await().atMost(PATIENCE)
                .untilAsserted(() -> as(expert).get(path).then().body("items.sid", not(hasItem(joined))));
        String last =
                as(expert).get(path).then().extract().path("items.find { it.identity == 'maria@example.com' }.sid");
        as(expert).delete(path + "/" + last).then().statusCode(409);
    }

    @Test
    void theWidgetsBotAnswersUntilAPersonDoes() {
        String service = as(admin).post("/api/admin/provision").path("environment.TWILIO_CONVERSATIONS_SERVICE_SID");
        String visitor = UUID.randomUUID().toString();
        String sid = sandbox().widget(visitor, service);
        sandbox().browser(visitor, service, browser -> browser.send(sid, "Hi there", null));
        String path = "/api/conversations/" + sid + "/handover";
        awaitHandler(path, "bot");
        as(admin).body(Map.of("to", "human")).post(path).then().statusCode(200);
        awaitHandler(path, "human");
    }

    @Test
    void aScenarioSendsWithItsKey() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        Map<String, Object> message =
                Map.of("travelerAddress", phone, "sender", Map.of("role", "bot"), "body", "Your voucher", "hops", 2);
        external(Surroundings.API_KEY, message).statusCode(201).body("conversationSid", equalTo(sid));
        external("another", message).statusCode(401).contentType("application/problem+json");
        awaitMessages(sid, 2);
        as(expert).get("/api/conversations/" + sid + "/messages").then().body("items[1].from", equalTo("Bot"));
    }

    @Test
    void whatAWebhookLostIsFoundAndPublished() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String service = as(admin).post("/api/admin/provision").path("environment.TWILIO_CONVERSATIONS_SERVICE_SID");
        String lost = sandbox()
                .quietly(
                        "Services/" + service + "/Conversations/" + sid + "/Messages",
                        Map.of("Body", "Nobody was notified", "Author", "maria@example.com"))
                .statusCode(201)
                .extract()
                .path("sid");
        as(admin)
                .body(Map.of("conversationSid", sid))
                .post("/api/admin/reconcile")
                .then()
                .statusCode(org.hamcrest.Matchers.lessThan(300));
        awaitMessages(sid, 2);
        ConsumerRecord<String, byte[]> record = topic(TwilioEvent.TOPIC).await("message-added:" + lost);
        assertThat(new String(record.value(), StandardCharsets.UTF_8)).contains("\"origin\":\"reconciler\"");
        as(admin).get("/api/admin/reconcile").then().statusCode(200);
    }

    @Test
    void nobodyGetsWhatIsNotTheirs() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String stranger = sandbox().login("eve@example.com", "Eve", "expert");
        for (String path : List.of("", "/messages", "/participants", "/handover")) {
            refused(given().get("/api/conversations/" + sid + path).then(), 401);
            refused(
                    given().auth()
                            .oauth2("not.a.token")
                            .get("/api/conversations/" + sid + path)
                            .then(),
                    401);
            refused(as(stranger).get("/api/conversations/" + sid + path).then(), 404);
        }
        refused(as(expert).post("/api/admin/provision").then(), 403);
        refused(as(expert).get("/api/admin/doctor").then(), 403);
        refused(as(expert).post("/api/admin/reconcile").then(), 403);
        refused(
                as(expert)
                        .queryParam("identity", "eve@example.com")
                        .get("/api/conversations")
                        .then(),
                403);
        refused(as(expert).body("{").post("/api/inquiries").then(), 400);
        refused(as(expert).body(Map.of("inquiryId", "x")).post("/api/inquiries").then(), 400);
        refused(as(expert).get("/api/conversations?limit=0").then(), 400);
        refused(as(expert).get("/api/nothing").then(), 404);
    }

    @Test
    void whatIsProvisionedIsHealthyAndTheCommandsSayTheSame() throws IOException, InterruptedException {
        as(admin)
                .post("/api/admin/provision")
                .then()
                .statusCode(200)
                .body("steps.outcome.unique()", equalTo(List.of("found")));
        as(admin).get("/api/admin/doctor").then().statusCode(200).body("healthy", equalTo(true));
        assertThat(command("doctor")).contains("ok       API key", "ok       webhook URL");
        assertThat(command("provision", "--dry-run"))
                .contains("TWILIO_CONVERSATIONS_SERVICE_SID=")
                .doesNotContain("would-change");
    }

    @Test
    void operatorsSeeHealthMetricsAndTheApi() {
        given().get(service.management() + "/health/live").then().statusCode(200);
        given().get(service.management() + "/health/ready").then().statusCode(200);
        inquire().statusCode(201);
        await().atMost(PATIENCE).untilAsserted(() -> given().accept("text/plain")
                .get(service.management() + "/metrics")
                .then()
                .statusCode(200)
                .body(containsString("baboo_mirror_events_total"))
                .body(containsString("baboo_twilio_requests")));
        given().get(service.management() + "/openapi")
                .then()
                .statusCode(200)
                .body(containsString("/api/inquiries"))
                .body(containsString("/api/external/messages"))
                .body(containsString("contentVariables"));
        given().get("/q/metrics").then().statusCode(404);
    }

    private void awaitHandler(String path, String handler) {
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get(path)
                .then()
                .statusCode(200)
                .body("handler", equalTo(handler))
                .body("settled", equalTo(true)));
    }

    /** Runs the same image with arguments, as operators do. */
    private String command(String... arguments) throws IOException, InterruptedException {
        Path program = Surroundings.program();
        List<String> command = new ArrayList<>(
                program.toString().endsWith(".jar")
                        ? List.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-jar",
                                program.toString())
                        : List.of(program.toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().putAll(service.around().twilio());
        Process process = builder.start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private ValidatableResponse inquire() {
        return as(expert).body(inquiry()).post("/api/inquiries").then();
    }

    private Map<String, Object> inquiry() {
        return Map.of(
                "inquiryId",
                inquiryId,
                "traveler",
                Map.of("name", "Ann", "channel", "sms", "address", phone),
                "expert",
                Map.of("identity", "maria@example.com", "name", "Maria"),
                "message",
                "Hello?");
    }

    private ValidatableResponse send(String sid, String key, String body) {
        return as(expert)
                .header("Idempotency-Key", sid + key)
                .body(Map.of("body", body))
                .post("/api/conversations/" + sid + "/messages")
                .then();
    }

    private ValidatableResponse post(String sid, Map<String, Object> message) {
        return as(expert)
                .body(message)
                .post("/api/conversations/" + sid + "/messages")
                .then();
    }

    private ValidatableResponse external(String key, Map<String, Object> message) {
        return given().contentType("application/json")
                .header("X-Api-Key", key)
                .header("Idempotency-Key", inquiryId)
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

    private static void refused(ValidatableResponse answer, int status) {
        answer.statusCode(status)
                .contentType("application/problem+json")
                .body("status", equalTo(status))
                .body("type", notNullValue());
    }

    private TopicReader topic(String name) {
        return new TopicReader(service.around().bootstrapServers(), name);
    }

    private SandboxClient sandbox() {
        return new SandboxClient(service.around().sandboxOrigin());
    }

    private static RequestSpecification as(String token) {
        return given().auth().oauth2(token).contentType("application/json");
    }
}
