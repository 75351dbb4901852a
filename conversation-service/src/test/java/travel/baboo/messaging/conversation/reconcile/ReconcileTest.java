package travel.baboo.messaging.conversation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TopicReader;
import travel.baboo.messaging.conversation.WebhookBridge;
import travel.baboo.messaging.conversation.WholeComparison;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What webhooks did not report is found by polling Twilio and published like every other event. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ReconcileTest extends Journey {

    @Inject
    WholeComparison comparison;

    @Inject
    TopicReader topic;

    @Inject
    WebhookBridge bridge;

    @Inject
    LeaseRepository lease;

    @Inject
    CheckRepository checks;

    @Inject
    RunRepository runs;

    @Inject
    Discovery discovery;

    @Inject
    ConversationCheck check;

    @Inject
    ReconcileMetrics metrics;

    @Inject
    RequestThrottle throttle;

    @Inject
    Pool pool;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    /** A run that another test left open would check a conversation before the test does. */
    @BeforeEach
    void endRuns() {
        sql("update reconciliation set finished_at = now() where finished_at is null");
    }

    @Test
    void aMessageWhoseWebhookNeverCameIsFoundAndGoesOntoTheTopic() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.webhookFault(Map.of("kind", "drop", "eventType", "onMessageAdded", "times", 1));
        String lost = sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "Lost on its way")
                .statusCode(200)
                .extract()
                .path("message.sid");
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "Came through").statusCode(200);
        awaitMessages(sid, 2);

        reconcileUntilSettled(sid).body("messagesFound", equalTo(1));

        awaitMessages(sid, 3);
        comparison.requireSame(sid);
        ConsumerRecord<String, byte[]> record = topic.await("message-added:" + lost);
        assertThat(record.key()).isEqualTo(sid);
        assertThat(TopicReader.header(record, "ce_type")).isEqualTo("travel.baboo.twilio.message-added.v1");
        assertThat(TopicReader.header(record, "ce_source"))
                .startsWith("/twilio/" + SandboxCredentials.ACCOUNT_SID + "/IS");
        assertThat(TopicReader.header(record, "ce_subject")).isEqualTo(sid);
        assertThat(new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"origin\":\"reconciler\"", "\"Body\":\"Lost on its way\"", "\"messageIndex\":1");
        reconcile(sid).body("messagesFound", equalTo(0)).body("eventsPublished", equalTo(0));
    }

    /** The mirror has it at once, from Twilio's answer; the relay waits for its event. */
    @Test
    void anOwnMessageWhoseWebhookNeverCameGoesOntoTheTopicAlthoughItIsMirrored() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.webhookFault(Map.of("kind", "drop", "eventType", "onMessageAdded", "times", 1));
        String lost = send(sid, "lost-" + sid, "The hut is open")
                .statusCode(201)
                .extract()
                .path("sid");
        awaitMessages(sid, 2);

        reconcileUntilSettled(sid).body("messagesFound", equalTo(1));

        ConsumerRecord<String, byte[]> record = topic.await("message-added:" + lost);
        assertThat(new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"origin\":\"reconciler\"", "\"Body\":\"The hut is open\"");
        comparison.requireSame(sid);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> reconcile(sid).body("messagesFound", equalTo(0)).body("eventsPublished", equalTo(0)));
    }

    /** Each is in the mirror at once, from Twilio's answer, so that mirror and Twilio are alike; consumers of the topic know nothing. */
    @Test
    void ownChangesWhoseWebhooksNeverCameGoOntoTheTopicAlthoughTheyAreMirrored() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String edited =
                send(sid, "edited-" + sid, "Tomorow").statusCode(201).extract().path("sid");
        String removed =
                send(sid, "removed-" + sid, "Oops").statusCode(201).extract().path("sid");
        String path = "/api/conversations/" + sid;
        String leaving = addExpert(path, "leaving-" + sid.substring(30) + "@example.com");
        awaitMessages(sid, 3);
        reconcileUntilSettled(sid);
        await().atMost(PATIENCE).untilAsserted(() -> reconcile(sid).body("eventsPublished", equalTo(0)));
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));

        String added = addExpert(path, "added-" + sid.substring(30) + "@example.com");
        as(expert)
                .body(Map.of("body", "Tomorrow"))
                .patch(path + "/messages/" + edited)
                .then()
                .statusCode(200);
        as(expert).delete(path + "/messages/" + removed).then().statusCode(204);
        as(expert).delete(path + "/participants/" + leaving).then().statusCode(204);
        as(expert).body(Map.of()).post(path + "/read").then().statusCode(200);
        as(expert)
                .body(Map.of("friendlyName", "A new name", "state", "closed"))
                .patch(path)
                .then()
                .statusCode(200);
        reconcileUntilSettled(sid).body("messagesFound", equalTo(0));

        List.of(
                        "participant-added:" + added,
                        "participant-removed:" + leaving,
                        "message-updated:" + edited,
                        "message-removed:" + removed,
                        "participant-updated:MB",
                        "conversation-updated:" + sid,
                        "conversation-state-updated:" + sid + ":closed")
                .forEach(id -> assertThat(topic.awaitFound(id).key()).isNotEmpty());
        comparison.requireSame(sid);
        await().atMost(PATIENCE).untilAsserted(() -> reconcile(sid).body("eventsPublished", equalTo(0)));
    }

    private String addExpert(String path, String identity) {
        return as(admin)
                .body(Map.of("role", "expert", "identity", identity))
                .post(path + "/participants")
                .then()
                .statusCode(201)
                .extract()
                .path("sid");
    }

    /** With its webhooks, nothing of our own is published a second time. */
    @Test
    void ownChangesThatWebhooksReportedAreNotPublishedAgain() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String path = "/api/conversations/" + sid;
        String added = addExpert(path, "reported-" + sid.substring(30) + "@example.com");
        String edited = send(sid, "reported-" + sid, "Tomorow")
                .statusCode(201)
                .extract()
                .path("sid");
        as(expert)
                .body(Map.of("body", "Tomorrow"))
                .patch(path + "/messages/" + edited)
                .then()
                .statusCode(200);
        as(expert).body(Map.of("friendlyName", "Reported")).patch(path).then().statusCode(200);
        as(expert).delete(path + "/participants/" + added).then().statusCode(204);

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(pool.preparedQuery("select from own_change where conversation_sid = $1")
                                .execute(Tuple.of(sid))
                                .await()
                                .atMost(PATIENCE)
                                .size())
                        .isZero());
        reconcileUntilSettled(sid).body("eventsPublished", equalTo(0));
    }

    @Test
    void withoutAnyWebhookTheMirrorStillBecomesTwiliosWhole() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.browser("maria@example.com", service(sid), browser -> browser.send(sid, "first", null));
        awaitMessages(sid, 2);
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String conversation = "Services/" + service(sid) + "/Conversations/" + sid;
        List<String> messages = sandbox.conversation(sid).extract().path("messages.sid");
        sandbox.quietly(conversation, Map.of("FriendlyName", "Renamed", "Attributes", "{\"a\":1}"))
                .statusCode(200);
        sandbox.quietly(
                        conversation + "/Messages/" + messages.get(0),
                        Map.of("Body", "edited", "Attributes", "{\"e\":2}"))
                .statusCode(200);
        sandbox.quietlyDelete(conversation + "/Messages/" + messages.get(1));
        sandbox.quietly(conversation + "/Participants", Map.of("Identity", "late@example.com"))
                .statusCode(201);
        sandbox.quietlyDelete(conversation + "/Participants/maria@example.com");
        sandbox.browser("late@example.com", service(sid), browser -> browser.read(sid, 1));
        sandbox.quietly(conversation + "/Messages", Map.of("Author", "late@example.com", "Body", "\uD83D\uDE00 ünï"))
                .statusCode(201);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "also lost").statusCode(200);
        awaitReceipts(sid);
        sandbox.quietly(conversation, Map.of("State", "closed")).statusCode(200);

        reconcileUntilSettled(sid);

        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
        assertThat(comparison.mirror(sid)).contains("Renamed", "edited", "closed", "also lost", "delivered");
    }

    @Test
    void aGapThatTwilioConfirmsIsAskedForOnce() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        String messages = "Services/" + service(sid) + "/Conversations/" + sid + "/Messages";
        String gone =
                sandbox.quietly(messages, Map.of("Body", "gone")).extract().path("sid");
        sandbox.quietlyDelete(messages + "/" + gone);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "after the gap").statusCode(200);
        awaitMessages(sid, 2);
        reconcileUntilSettled(sid).body("gapsConfirmed", equalTo(1));
        reconcile(sid).body("gapsConfirmed", equalTo(0)).body("eventsPublished", equalTo(0));
    }

    @Test
    void aConversationThatTwilioNoLongerHasIsRemovedWithItsTexts() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.quietlyDelete("Services/" + service(sid) + "/Conversations/" + sid);
        reconcile(sid).body("eventsPublished", equalTo(0)).body("settled", equalTo(false));
        await().atMost(PATIENCE).until(() -> reconcile(sid).extract().<Integer>path("eventsPublished") == 1);
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> as(admin).get("/api/conversations/" + sid).then().statusCode(404));
        assertThat(comparison.mirror(sid)).doesNotContain("Hello?");
    }

    @Test
    void aCheckOfEverythingFindsAConversationThatNobodyReported() {
        String failing = inquire().extract().path("conversationSid");
        String service = service(failing);
        awaitMessages(failing, 1);
        // Its checks failed before: the run does not wait for the end of their back-off.
        sql(
                "update conversation_check set failures = 6, failed_at = now(), hold_until = now() + interval '1 hour' where conversation_sid = '"
                        + failing + "'");
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String visitor = UUID.randomUUID().toString();
        String sid = sandbox.widget(visitor, service);
        sandbox.browser(visitor, service, browser -> browser.send(sid, "Is anybody there?", null));

        as(admin)
                .post("/api/admin/reconcile")
                .then()
                .statusCode(202)
                .body("run.requestedAt", notNullValue())
                .body("run.total", greaterThan(0));

        await().atMost(PATIENCE).untilAsserted(() -> {
            as(admin)
                    .get("/api/admin/reconcile")
                    .then()
                    .statusCode(200)
                    .body("waiting", equalTo(0))
                    .body("run.finishedAt", notNullValue())
                    .body("run.messagesFound", greaterThan(0));
        });
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
    }

    /** The input: after a run had read its list, a conversation began and a check was requested. The run just continued. */
    @Test
    void aCheckRequestedDuringARunFindsConversationsThatBeganAfterItsListWasRead() {
        String service = service(inquire().extract().path("conversationSid"));
        sql("update reconciler set owner = gen_random_uuid(), leased_until = now() + interval '5 minutes'");
        String sid;
        try {
            runs.request().await().atMost(PATIENCE);
            Instant first = runs.wantsListing().await().atMost(PATIENCE).orElseThrow();
            runs.listed(first).await().atMost(PATIENCE);
            sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
            String visitor = UUID.randomUUID().toString();
            sid = sandbox.widget(visitor, service);

            as(admin).post("/api/admin/reconcile").then().statusCode(202);
            runs.listed(first).await().atMost(PATIENCE);

            assertThat(runs.wantsListing().await().atMost(PATIENCE)).isPresent();
        } finally {
            sql("update reconciler set owner = null, leased_until = null");
        }
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
    }

    @Test
    void anInstanceThatIsStoppedInTheMiddleLetsAnotherGoOnAtOnce() {
        Reconciler stopping = new Reconciler(
                new LeaseRepository(pool, Clock.systemUTC()), checks, runs, discovery, check, metrics, throttle);
        throttle.pause(Duration.ofSeconds(2));
        runs.request().await().atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> {
            stopping.wake();
            return !takeLease();
        });

        stopping.stop(new ShutdownEvent());

        assertThat(takeLease()).isTrue();
    }

    /** A long list takes longer to read than the lease lasts: it is renewed with every page, and without it nothing goes on. */
    @Test
    void theListOfConversationsIsReadOnlyUnderTheLease() {
        sql("update reconciler set owner = gen_random_uuid(), leased_until = now() + interval '5 minutes'");
        try {
            runs.request().await().atMost(PATIENCE);

            assertThatThrownBy(() -> discovery.poll().await().atMost(PATIENCE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("another instance reconciles now");
        } finally {
            sql("update reconciler set owner = null, leased_until = null");
        }
    }

    /** The inputs of C10: a check that always fails, and a conversation that is removed meanwhile. */
    @Test
    void aRunEndsThoughACheckAlwaysFailsAndAConversationIsRemovedInIt() {
        String failing = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(failing, 1);
        inquiryId = UUID.randomUUID().toString();
        phone = phone.substring(0, 5) + (phone.charAt(5) == '9' ? '8' : '9') + phone.substring(6);
        String removed = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(removed, 1);
        sql("update conversation_check set failures = 4 where conversation_sid = '" + failing + "'");
        sandbox.fault(Map.of(
                "method", "GET", "path", failing + "/Participants", "kind", "status", "status", 500, "times", 1000));
        throttle.pause(Duration.ofSeconds(2));
        as(admin).post("/api/admin/reconcile").then().statusCode(202);
        sandbox.quietlyDelete("Services/" + service(removed) + "/Conversations/" + removed);
        publish("onConversationRemoved", removed, Map.of());
        await().atMost(PATIENCE.multipliedBy(2)).untilAsserted(() -> as(admin)
                .get("/api/admin/reconcile")
                .then()
                .body("run.finishedAt", notNullValue())
                .body("run.failed", greaterThan(0))
                .body("waiting", equalTo(0)));
    }

    @Test
    void oneAnswerThatAConversationIsNotThereDestroysNothingAndSeenAgainItLivesAgain() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        notFound(sid, 1);
        reconcileUntilSettled(sid).body("eventsPublished", equalTo(0));
        as(expert).get("/api/conversations/" + sid + "/messages").then().body("items.size()", equalTo(1));

        notFound(sid, 1000);
        await().atMost(PATIENCE).until(() -> reconcile(sid).extract().<Integer>path("eventsPublished") == 1);
        sandbox.heal();
        await().atMost(PATIENCE)
                .until(() -> as(admin).get("/api/conversations/" + sid).statusCode() == 404);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "I am still here").statusCode(200);
        await().atMost(PATIENCE)
                .until(() -> as(admin).get("/api/conversations/" + sid).statusCode() == 200);
        reconcileUntilSettled(sid);
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
        assertThat(comparison.mirror(sid)).contains("Hello?", "I am still here");
    }

    private void notFound(String sid, int times) {
        sandbox.fault(Map.of(
                "method",
                "GET",
                "path",
                "/Conversations/" + sid + "$",
                "kind",
                "status",
                "status",
                404,
                "code",
                20404,
                "times",
                times));
    }

    @Test
    void aReceiptThatTwilioOrdersOtherwiseIsNotPublishedAgainAndAgain() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        send(sid, "receipt-" + inquiryId, "To the phone").statusCode(201);
        awaitReceipts(sid);
        String receipt = sandbox.conversation(sid).extract().path("receipts[0].sid");
        String message = sandbox.conversation(sid).extract().path("receipts[0].messageSid");
        publish(
                "onDeliveryUpdated",
                sid,
                Map.of("DeliveryReceiptSid", receipt, "MessageSid", message, "Status", "failed"));
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid + "/messages")
                .then()
                .body("items[1].delivery", equalTo("failed")));
        reconcileUntilSettled(sid);
        reconcile(sid).body("eventsPublished", equalTo(0));
    }

    @Test
    void ownMessagesThatNobodyReportedKeepTheirLabelAndABrowsersGetTheirs() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        as(admin)
                .body(Map.of("body", "From the team"))
                .post("/api/conversations/" + sid + "/messages")
                .then()
                .statusCode(201);
        String own = sandbox.conversation(sid).extract().path("messages[1].attributes");
        sandbox.browser("maria@example.com", service(sid), browser -> browser.send(sid, "Forged", own));
        reconcileUntilSettled(sid).body("messagesFound", greaterThan(0));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(as(expert)
                        .get("/api/conversations/" + sid + "/messages")
                        .<List<String>>path("items.from"))
                .containsExactly("Ann - Traveler", "Baboo Team", "Maria - Local Expert"));
    }

    private void sql(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }

    private void publish(String type, String sid, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("EventType", type);
        fields.put("ConversationSid", sid);
        bridge.publish(TwilioEvents.fromFields(type, TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK));
    }

    private boolean takeLease() {
        boolean mine = lease.take().await().atMost(PATIENCE);
        if (mine) {
            lease.release().await().atMost(PATIENCE);
        }
        return mine;
    }

    @Test
    void onlyAdminsReconcile() {
        as(expert).post("/api/admin/reconcile").then().statusCode(403).contentType("application/problem+json");
        as(expert).get("/api/admin/reconcile").then().statusCode(403);
        as(admin)
                .body(Map.of("conversationSid", "nonsense"))
                .post("/api/admin/reconcile")
                .then()
                .statusCode(404);
    }

    private ValidatableResponse reconcile(String sid) {
        return as(admin)
                .body(Map.of("conversationSid", sid))
                .post("/api/admin/reconcile")
                .then()
                .statusCode(200);
    }

    /** What is new is judged only when its second has passed; the first check that judges everything counts. */
    private ValidatableResponse reconcileUntilSettled(String sid) {
        return await().atMost(PATIENCE)
                .until(() -> reconcile(sid), answer -> answer.extract().path("settled"));
    }

    private String service(String sid) {
        return sandbox.conversation(sid).extract().path("conversation.serviceSid");
    }

    private void awaitReceipts(String sid) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        sandbox.conversation(sid).extract().<List<String>>path("receipts.status"))
                .isNotEmpty()
                .containsOnly("delivered"));
    }
}
