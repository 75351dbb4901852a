package travel.baboo.messaging.conversation.erasure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.inject.Inject;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.conversation.WebhookBridge;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** An erasure leaves nothing of a person, in any table or at Twilio. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ErasureTest extends Journey {

    private static final String PATH = "/api/admin/erasures";

    @Inject
    Pool pool;

    @Inject
    TestSql sql;

    @Inject
    MeterRegistry meters;

    @Inject
    WebhookBridge topic;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    /** Creates a conversation of a person with unique names, with a text from the person and one to the person. */
    private String conversation(String traveler, String words) {
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", words);
        inquiry.put("traveler", Map.of("name", traveler, "channel", "sms", "address", phone));
        inquiry.put("subject", words);
        String sid = as(expert).body(inquiry).post("/api/inquiries").path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, words + " again").statusCode(200);
        awaitMessages(sid, 2);
        send(sid, "key-" + inquiryId, "Dear " + traveler).statusCode(201);
        awaitMessages(sid, 3);
        return sid;
    }

    @Test
    void aTravelerIsErasedByTheirNumber() {
        String name = "Zebedee" + inquiryId.substring(0, 8);
        String words = "pilgrimage" + inquiryId.substring(0, 8);
        String sid = conversation(name, words);
        assertThat(tablesWith(name, words, phone)).isNotEmpty();
        as(admin)
                .body(Map.of("address", phone, "dryRun", true))
                .post(PATH)
                .then()
                .statusCode(200)
                .body("state", equalTo("planned"))
                .body("conversations", equalTo(1));
        as(admin).get("/api/conversations/" + sid).then().statusCode(200);

        String id = as(admin)
                .body(Map.of("address", phone))
                .post(PATH)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get(PATH + "/" + id)
                .then()
                .statusCode(200)
                .body("state", equalTo("finished"))
                .body("conversations", equalTo(1))
                // Twilio's webhook that the conversation is removed may have deleted the others before.
                .body("rowsHere", greaterThan(0)));
        assertThat(sandbox.find("Services/" + service() + "/Conversations/" + sid))
                .isEmpty();
        as(admin).get("/api/conversations/" + sid).then().statusCode(404);
        late(sid, words);
        assertThat(tablesWith(name, words, phone)).isEmpty();
        as(admin).get("/api/inquiries/" + inquiryId).then().statusCode(200).body("state", equalTo("removed"));
    }

    @Test
    void anExpertIsErasedAndTheTravelersConversationStays() {
        String gone = "gone-" + inquiryId + "@example.com";
        Map<String, Object> inquiry = inquiry(gone, "Gerda" + inquiryId, "Hello?");
        String token = sandbox.login(gone, "Gerda" + inquiryId, "expert");
        String sid = as(token).body(inquiry).post("/api/inquiries").path("conversationSid");
        awaitMessagesAs(token, sid, 1);
        as(token)
                .body(Map.of("body", "I am " + gone))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(201);
        awaitMessagesAs(token, sid, 2);
        String id = as(admin)
                .body(Map.of("identity", gone))
                .post(PATH)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(PATIENCE).untilAsserted(() -> as(admin)
                .get(PATH + "/" + id)
                .then()
                .body("state", equalTo("finished"))
                .body("memberships", equalTo(1))
                .body("messages", equalTo(1))
                .body("users", equalTo(1)));
        sandbox.conversation(sid)
                .body("messages.body", equalTo(List.of("Hello?")))
                .body("participants.size()", equalTo(1));
        assertThat(as(admin).get("/api/conversations/" + sid + "/messages").<List<String>>path("items.body"))
                .contains("Hello?")
                .doesNotContain("I am " + gone);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(tablesWith(gone, "Gerda" + inquiryId))
                .isEmpty());
    }

    @Test
    void whatTwilioCannotDoNowIsDoneLater() {
        String sid = conversation("Yolanda", "y");
        sandbox.fault(Map.of("method", "DELETE", "path", sid, "kind", "status", "status", 503, "times", 2));
        String id = as(admin)
                .body(Map.of("conversationSid", sid))
                .post(PATH)
                .then()
                .statusCode(202)
                .extract()
                .path("id");
        await().atMost(PATIENCE)
                .untilAsserted(() -> as(admin).get(PATH + "/" + id).then().body("state", equalTo("finished")));
        assertThat(sandbox.find("Services/" + service() + "/Conversations/" + sid))
                .isEmpty();
    }

    @Test
    void anErasureThatDoesNotEndIsSeen() {
        sql.execute(
                """
                insert into erasure (id, kind, subject, requested_by, requested_at, leased_until)
                values ($1::text::uuid, 'conversation', 'CHlate', 'boss', now() - interval '2 hours', now() + interval '1 hour')
                """,
                inquiryId);
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        meters.get("baboo.erasure.age").gauge().value())
                .isGreaterThanOrEqualTo(7200));
        sql.execute("delete from erasure where id = $1::text::uuid", inquiryId);
    }

    @Test
    void allThatIsKeptOfAPersonIsExportedFirst() {
        String words = "pilgrimage" + inquiryId.substring(0, 8);
        String sid = conversation("Zebedee", words);
        String file = as(admin)
                .body(Map.of("address", phone))
                .post("/api/admin/exports")
                .then()
                .statusCode(200)
                .extract()
                .asString();
        List<String> lines = file.lines().toList();
        assertThat(lines.get(0)).contains("\"summary\"", "\"conversations\":1");
        assertThat(lines.get(lines.size() - 1)).contains("\"end\"");
        assertThat(file).contains(sid, words, words + " again", "Dear Zebedee", phone, "\"inquiry\"", "\"contact\"");
        assertThat(as(admin)
                        .body(Map.of("address", phone, "dryRun", true))
                        .post("/api/admin/exports")
                        .asString())
                .contains("\"conversations\":1")
                .doesNotContain(words);
    }

    @Test
    void theCommandsDoTheSame() {
        String sid = conversation("Xaver", "x" + inquiryId);
        Map<String, String> environment =
                Map.of("BABOO_ADMIN_URL", "http://127.0.0.1:" + RestAssured.port, "BABOO_ADMIN_TOKEN", admin);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(SubjectCommand.run("export", List.of("--conversation", sid), environment, print, print))
                .isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("x" + inquiryId, "\"end\"");
        assertThat(SubjectCommand.run("erase", List.of("--conversation", sid, "--dry-run"), environment, print, print))
                .isZero();
        assertThat(SubjectCommand.run("erase", List.of("--conversation", sid), environment, print, print))
                .isZero();
        as(admin).get("/api/conversations/" + sid).then().statusCode(404);
        assertThat(SubjectCommand.run("erase", List.of("--identity"), environment, print, print))
                .isEqualTo(2);
        assertThat(SubjectCommand.run("erase", List.of("--identity", "x"), Map.of(), print, print))
                .isEqualTo(2);
    }

    /** Events of the conversation that were on their way when it was erased. */
    private void late(String sid, String words) {
        String marker = "CH" + UUID.randomUUID().toString().replace("-", "");
        for (Map<String, String> event : List.of(
                Map.of(
                        "EventType",
                        "onMessageAdded",
                        "MessageSid",
                        "IM" + "1".repeat(32),
                        "Index",
                        "9",
                        "Author",
                        phone,
                        "Body",
                        words),
                Map.of(
                        "EventType",
                        "onParticipantAdded",
                        "ParticipantSid",
                        "MB" + "1".repeat(32),
                        "MessagingBinding.Address",
                        phone),
                Map.of(
                        "EventType",
                        "onConversationUpdated",
                        "FriendlyName",
                        words,
                        "DateUpdated",
                        "2036-01-01T00:00:00.000Z"))) {
            publish(sid, event);
        }
        publish(marker, Map.of("EventType", "onConversationAdded", "FriendlyName", "marker"));
        await().atMost(PATIENCE)
                .until(() -> as(admin).get("/api/conversations/" + marker).statusCode() == 200);
    }

    private void publish(String sid, Map<String, String> event) {
        Map<String, String> fields = new HashMap<>(event);
        fields.put("ConversationSid", sid);
        topic.publish(TwilioEvents.fromFields(
                String.valueOf(event.get("EventType")), TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK));
    }

    private String service() {
        return as(admin).post("/api/admin/provision").path("environment.TWILIO_CONVERSATIONS_SERVICE_SID");
    }

    private void awaitMessagesAs(String token, String sid, int count) {
        await().atMost(PATIENCE).untilAsserted(() -> as(token)
                .get("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(count)));
    }

    /** The tables in which a row has one of the words, whatever the column. */
    private List<String> tablesWith(String... words) {
        List<String> found = new ArrayList<>();
        for (Row table : pool.query("select tablename from pg_tables where schemaname = 'conversation'")
                .execute()
                .await()
                .atMost(PATIENCE)) {
            String name = table.getString("tablename");
            for (Row row : pool.query("select t::text as row from conversation." + name + " t")
                    .execute()
                    .await()
                    .atMost(PATIENCE)) {
                for (String word : words) {
                    if (row.getString("row").contains(word)) {
                        found.add(name);
                    }
                }
            }
        }
        return found;
    }
}
