package travel.baboo.messaging.conversation.contactdetail.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.common.attention.FoundDetails;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.conversation.WebhookBridge;
import travel.baboo.messaging.conversation.attention.review.AttentionTopic;
import travel.baboo.messaging.conversation.work.MessageTasks;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Contact details are hidden on all ways into a conversation, until the booking; what Twilio publishes nevertheless is reported. */
@QuarkusTest
@TestProfile(HiddenDetailsTest.Replacing.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class HiddenDetailsTest extends Journey {

    private static final String TEXT = "Call me: 0171 2345678 or ann@example.com";
    private static final String HIDDEN = "Call me: [hidden] or [hidden]";

    /** A service that hides contact details in conversations without a tag. */
    public static final class Replacing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "CONTACT_DETAILS_ENABLED", "true",
                    "CONTACT_DETAILS_MODE", "replace",
                    "CONTACT_DETAILS_ALLOWED_HOSTS", "baboo.travel",
                    "CONTACT_DETAILS_KEYS", "k2:" + "A".repeat(43) + "=,k1:" + "B".repeat(42) + "A=",
                    "baboo.conversation.contact-detail.placeholder", "[hidden]",
                    "baboo.conversation.contact-detail.mode-by-tag.noted", "flag",
                    "baboo.conversation.external.scopes.make", "messages,inquiries,read,contact-details");
        }
    }

    @Inject
    AttentionTopic topic;

    @Inject
    TestSql sql;

    @Inject
    WebhookBridge bridge;

    @Inject
    MeterRegistry meters;

    @AfterEach
    void ask() {
        sandbox.heal();
        bridge.asking(true);
        sql.execute("alter table contact_detail drop constraint if exists unstorable");
    }

    private String conversation() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        return sid;
    }

    private ValidatableResponse messages(String sid) {
        return as(expert).get("/api/conversations/" + sid + "/messages").then().statusCode(200);
    }

    private List<FoundDetails> awaitFound(String sid, int count) {
        return topic
                .await(
                        sid,
                        records -> records.stream()
                                        .filter(record ->
                                                topic.event(record).kind().equals(AttentionEvent.CONTACT_DETAILS))
                                        .count()
                                >= count)
                .stream()
                .map(record -> topic.event(record).contactDetails())
                .filter(Objects::nonNull)
                .toList();
    }

    private double counted(String outcome) {
        return meters.counter(FindingReviewer.FOUND, "outcome", outcome).count();
    }

    @Test
    void whatAnExpertSendsIsHiddenAndTheResponseSaysSo() {
        String sid = conversation();

        String message = send(sid, "k-" + sid, TEXT)
                .statusCode(201)
                .body("hidden.kind", equalTo(List.of("phone", "email")))
                .body("hidden.count", equalTo(List.of(1, 1)))
                .extract()
                .path("sid");

        send(sid, "k-" + sid, TEXT)
                .statusCode(201)
                .body("sid", equalTo(message))
                .body("hidden.size()", equalTo(2));
        send(sid, "k-" + sid, "Call me: 0171 9999999").statusCode(422);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(sandbox.texts(phone)).contains(HIDDEN));
        assertThat(sandbox.texts(phone)).noneMatch(text -> text.contains("0171"));
        awaitMessages(sid, 2);
        messages(sid)
                .body("items[0].hidden", nullValue())
                .body("items[1].body", equalTo(HIDDEN))
                .body("items[1].hidden.kind", equalTo(List.of("phone", "email")))
                .body("items[1].attributes.hiddenDetails.details[0].kind", equalTo("phone"));
        assertThat(awaitFound(sid, 1)).singleElement().satisfies(found -> {
            assertThat(found.messageSid()).isEqualTo(message);
            assertThat(found.index()).isEqualTo(1);
            assertThat(found.direction()).isEqualTo("outbound");
            assertThat(found.outcome()).isEqualTo("replaced");
            assertThat(found.author()).isEqualTo("maria@example.com");
            assertThat(found.details())
                    .containsExactly(new FoundDetails.Detail("phone", 1), new FoundDetails.Detail("email", 1));
        });
    }

    @Test
    void whatIsAllowedIsSentAsItIsAndNothingIsSaid() {
        String sid = conversation();
        String text = "See https://baboo.travel/trips/4711, 24.12.2026, 1.250.000 EUR";

        send(sid, "k-" + sid, text).statusCode(201).body("hidden", nullValue());

        awaitMessages(sid, 2);
        messages(sid).body("items[1].body", equalTo(text)).body("items[1].attributes.hiddenDetails", nullValue());
    }

    @Test
    void whatATravelerTextsIsHiddenBeforeTwilioPublishesIt() {
        String sid = conversation();

        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, TEXT).statusCode(200);

        awaitMessages(sid, 2);
        messages(sid).body("items[1].body", equalTo(HIDDEN));
        assertThat(awaitFound(sid, 1)).singleElement().satisfies(found -> {
            assertThat(found.direction()).isEqualTo("inbound");
            assertThat(found.outcome()).isEqualTo("replaced");
            assertThat(found.author()).isEqualTo(phone);
        });
        messages(sid).body("items[1].hidden.size()", equalTo(2));
        sandbox.conversation(sid).body("messages.body", not(hasItem(TEXT)));
    }

    @Test
    void whatAnExpertWritesInABrowserIsHiddenAndTheBrowserSeesIt() {
        String sid = conversation();

        sandbox.browser("maria@example.com", service(), browser -> browser.send(sid, TEXT, "{\"color\":\"red\"}"));

        awaitMessages(sid, 2);
        messages(sid)
                .body("items[1].body", equalTo(HIDDEN))
                .body("items[1].attributes.color", equalTo("red"))
                .body("items[1].attributes.hiddenDetails.details.kind", equalTo(List.of("phone", "email")));
        assertThat(awaitFound(sid, 1)).singleElement().satisfies(found -> assertThat(found.direction())
                .isEqualTo("outbound"));
    }

    @Test
    void anEditIsExaminedToo() {
        String sid = conversation();
        String message =
                send(sid, "k-" + sid, "Call me").statusCode(201).extract().path("sid");
        awaitMessages(sid, 2);

        as(expert)
                .body(Map.of("body", TEXT))
                .patch("/api/conversations/" + sid + "/messages/" + message)
                .then()
                .statusCode(200)
                .body("body", equalTo(HIDDEN))
                .body("hidden.size()", equalTo(2));

        assertThat(awaitFound(sid, 1)).singleElement().satisfies(found -> assertThat(found.messageSid())
                .isEqualTo(message));
    }

    @Test
    void theTeamAndScenariosWriteWhatTheyWant() {
        String sid = conversation();

        as(admin)
                .body(Map.of("body", TEXT))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(201)
                .body("hidden", nullValue());
        external("test-key", "k-" + sid, Map.of("conversationSid", sid, "sender", Map.of("role", "bot"), "body", TEXT))
                .statusCode(201);

        awaitMessages(sid, 3);
        messages(sid).body("items[1].body", equalTo(TEXT)).body("items[2].body", equalTo(TEXT));
        awaitTasks(sid);
        as(admin)
                .get("/api/admin/contact-details?conversationSid=" + sid)
                .then()
                .statusCode(200)
                .body("items", empty());
    }

    /** The ingest answers Twilio with nothing when it gets no answer from us in time. */
    @Test
    void whatTwilioPublishesWithoutOurAnswerIsReported() {
        String sid = conversation();
        double before = counted("missed");
        bridge.asking(false);

        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, TEXT).statusCode(200);

        assertThat(awaitFound(sid, 1)).singleElement().satisfies(found -> {
            assertThat(found.outcome()).isEqualTo("missed");
            assertThat(found.direction()).isEqualTo("inbound");
        });
        assertThat(counted("missed") - before).isEqualTo(1);
        messages(sid).body("items[1].body", equalTo(TEXT)).body("items[1].hidden", nullValue());
        as(admin)
                .get("/api/admin/contact-details?conversationSid=" + sid)
                .then()
                .body("items.outcome", equalTo(List.of("missed")))
                .body("items.original", equalTo(List.of(false)));
    }

    /** The attempts in between are skipped. */
    @Test
    void aMessageThatCannotBeReviewedIsGivenUpAndAnOperatorRetriesIt() {
        String sid = conversation();
        double before = givenUp();
        sql.execute("alter table contact_detail add constraint unstorable check (conversation_sid <> '%s') not valid"
                .formatted(sid));
        bridge.asking(false);

        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, TEXT).statusCode(200);
        awaitTask(sid, "attempts > 0 and owner is null");
        sql.execute("update contact_detail_task set attempts = 9, due_at = now() where conversation_sid = $1", sid);
        awaitTask(sid, "due_at = 'infinity'");

        assertThat(givenUp() - before).isEqualTo(1);
        sql.execute("alter table contact_detail drop constraint unstorable");
        sql.runbook("message-tasks-failed.md");
        assertThat(awaitFound(sid, 1)).singleElement().satisfies(found -> assertThat(found.outcome())
                .isEqualTo("missed"));
        awaitTasks(sid);
    }

    private double givenUp() {
        return meters.counter(MessageTasks.FAILED, "table", "contact_detail_task")
                .count();
    }

    private void awaitTask(String sid, String condition) {
        await().atMost(PATIENCE)
                .until(() -> sql.number(
                                "select count(*) from contact_detail_task where conversation_sid = $1 and " + condition,
                                sid)
                        == 1);
    }

    @Test
    void withTheTagOfTheModeFlagMessagesAreOnlyReported() {
        String sid = conversation();
        as(admin)
                .body(Map.of("tag", "noted"))
                .put("/api/conversations/" + sid + "/attention")
                .then()
                .statusCode(200);

        send(sid, "k-" + sid, TEXT).statusCode(201).body("hidden", nullValue());

        assertThat(awaitFound(sid, 1)).singleElement().satisfies(found -> assertThat(found.outcome())
                .isEqualTo("flagged"));
        messages(sid).body("items[1].body", equalTo(TEXT));
    }

    @Test
    void fromTheBookingOnNothingIsHidden() {
        String sid = conversation();
        String path = "/api/external/conversations/" + sid + "/contact-details";
        as(expert)
                .header("X-Api-Key", "narrow-key")
                .body(Map.of("mode", "off"))
                .put(path)
                .then()
                .statusCode(403);
        as(expert)
                .header("X-Api-Key", "test-key")
                .body(Map.of("mode", "off"))
                .put(path)
                .then()
                .statusCode(200);

        send(sid, "k-" + sid, TEXT).statusCode(201).body("hidden", nullValue());
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, TEXT).statusCode(200);

        awaitMessages(sid, 3);
        messages(sid).body("items[1].body", equalTo(TEXT)).body("items[2].body", equalTo(TEXT));
        awaitTasks(sid);
        as(admin).get("/api/conversations/" + sid + "/contact-details").then().body("mode", equalTo("off"));
        as(admin)
                .get("/api/admin/contact-details?conversationSid=" + sid)
                .then()
                .body("items", empty());
    }

    @Test
    void anAdminReadsTheOriginalWithAReasonThatTheAuditKeeps() {
        String sid = conversation();
        send(sid, "k-" + sid, TEXT).statusCode(201);
        String id = as(admin)
                .get("/api/admin/contact-details?conversationSid=" + sid)
                .then()
                .statusCode(200)
                .body("items.size()", equalTo(1))
                .body("items[0].original", equalTo(true))
                .extract()
                .path("items[0].id");
        String path = "/api/admin/contact-details/" + id + "/original";
        String reason = "dispute " + sid.substring(2, 10);

        as(admin).body(Map.of()).post(path).then().statusCode(400);
        as(admin)
                .body(Map.of("reason", reason))
                .post(path)
                .then()
                .statusCode(200)
                .body("body", equalTo(TEXT));

        as(admin)
                .get("/api/admin/audit")
                .then()
                .body("items.find{it.detail=='reason: " + reason + "'}.who", startsWith("boss@"));
        assertThat(sql.number(
                        "select count(*) as n from contact_detail where id = $1::text::uuid and position('0171' in encode(original, 'escape')) > 0",
                        id))
                .isZero();
    }

    @Test
    void anErasureLeavesNoOriginal() {
        String sid = conversation();
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, TEXT).statusCode(200);
        awaitFound(sid, 1);
        as(admin)
                .body(Map.of("mode", "flag"))
                .put("/api/conversations/" + sid + "/contact-details")
                .then()
                .statusCode(200);

        as(admin)
                .body(Map.of("address", phone))
                .post("/api/admin/erasures")
                .then()
                .statusCode(202);

        await().atMost(PATIENCE)
                .until(() -> sql.number(
                                """
                                select (select count(*) from contact_detail where conversation_sid = $1)
                                     + (select count(*) from contact_detail_setting where conversation_sid = $1)
                                     + (select count(*) from contact_detail_task where conversation_sid = $1) as n
                                """,
                                sid)
                        == 0);
    }

    /** The traveler's conversation stays. */
    @Test
    void anErasureOfAnExpertLeavesNoOriginalOfTheirs() {
        String gone = "gone-" + inquiryId + "@example.com";
        String sid = begin(inquiry(gone, "Gerda", "Hello?"));
        String token = sandbox.login(gone, "Gerda", "expert");
        await().atMost(PATIENCE).untilAsserted(() -> as(token)
                .body(Map.of("body", TEXT))
                .header("Idempotency-Key", "k-" + sid)
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(201)
                .body("hidden.size()", equalTo(2)));
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, TEXT).statusCode(200);
        awaitFound(sid, 2);

        as(admin)
                .body(Map.of("identity", gone))
                .post("/api/admin/erasures")
                .then()
                .statusCode(202);

        await().atMost(PATIENCE)
                .until(() -> sql.number("select count(*) as n from contact_detail where author = $1", gone) == 0);
        assertThat(sql.number("select count(*) as n from contact_detail where conversation_sid = $1", sid))
                .as("the traveler's")
                .isEqualTo(1);
    }

    /** An earlier attempt with the key failed while contact details were hidden. */
    @Test
    void aLaterAttemptAfterTheBookingHidesNothing() {
        String sid = conversation();
        sandbox.fault(Map.of(
                "method", "POST", "path", sid + "/Messages$", "kind", "status", "moment", "before", "status", 503));
        send(sid, "k-" + sid, TEXT).statusCode(502);
        sandbox.heal();
        as(admin)
                .body(Map.of("mode", "off"))
                .put("/api/conversations/" + sid + "/contact-details")
                .then()
                .statusCode(200);

        await().atMost(PATIENCE).untilAsserted(() -> send(sid, "k-" + sid, TEXT).statusCode(201));

        send(sid, "k-" + sid, TEXT).statusCode(201).body("hidden", nullValue());
        awaitMessages(sid, 2);
        messages(sid).body("items[1].body", equalTo(TEXT)).body("items[1].hidden", nullValue());
    }

    private void awaitTasks(String sid) {
        await().atMost(PATIENCE)
                .until(() ->
                        sql.number("select count(*) as n from contact_detail_task where conversation_sid = $1", sid)
                                == 0);
    }

    private String service() {
        return as(admin)
                .post("/api/admin/provision?dryRun=true")
                .then()
                .extract()
                .path("environment.TWILIO_CONVERSATIONS_SERVICE_SID");
    }
}
