package travel.baboo.messaging.conversation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.TopicReader;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Changes made through our API are mirrored at once; those whose webhooks were lost are published all the same. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class OwnChangesTest extends ReconcileJourney {

    @Inject
    TopicReader topic;

    /** The mirror has it at once, from Twilio's answer; the relay waits for its event. */
    @Test
    void anOwnMessageWhoseWebhookNeverCameGoesOntoTheTopicAlthoughItIsMirrored() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        await().atMost(PATIENCE).untilAsserted(() -> reconcile(sid).body("eventsPublished", equalTo(0)));
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
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
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
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
        await().atMost(PATIENCE).untilAsserted(() -> reconcile(sid).body("eventsPublished", equalTo(0)));
    }

    /** Twilio's answers have whole seconds: by its time alone, the edit looks like the creation. */
    @Test
    void anEditInTheSecondOfTheMessageWhoseWebhookNeverCameGoesOntoTheTopic() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String edited =
                send(sid, "hasty-" + sid, "Tomorow").statusCode(201).extract().path("sid");
        awaitMessages(sid, 2);
        reconcileUntilSettled(sid);
        sandbox.webhookFault(Map.of("kind", "drop", "eventType", "onMessageUpdated", "times", 1));
        // Should a second begin right here, the test tells less, and still passes.
        sql("update message set updated_at = date_trunc('second', now()) + interval '999 ms' where sid = '" + edited
                + "'");
        edit(sid, edited, "Tomorrow");

        reconcileUntilSettled(sid);

        assertThat(new String(
                        topic.awaitFound("message-updated:" + edited).value(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"Body\":\"Tomorrow\"");
    }

    /** The other edit's webhook says nothing of ours. */
    @Test
    void anotherEditOfTheSameSecondDoesNotHideOneWhoseWebhookNeverCame() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        String edited =
                send(sid, "twice-" + sid, "Tomorow").statusCode(201).extract().path("sid");
        awaitMessages(sid, 2);
        reconcileUntilSettled(sid);
        sandbox.webhookFault(Map.of("kind", "drop", "eventType", "onMessageUpdated", "times", 1));
        edit(sid, edited, "Tomorrow");
        Instant changed = pool.preparedQuery("select changed_at from own_change where sid = $1")
                .execute(Tuple.of(edited))
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getOffsetDateTime("changed_at")
                .toInstant();
        publish(
                "onMessageUpdated",
                sid,
                Map.of("MessageSid", edited, "Index", "1", "Body", "Tomorow!", "DateUpdated", changed.toString()));
        publish("onMessageUpdated", sid, Map.of("MessageSid", "IM-marker-" + sid, "Index", "9", "Body", "marker"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(pool.preparedQuery("select from message where sid = $1")
                        .execute(Tuple.of("IM-marker-" + sid))
                        .await()
                        .atMost(PATIENCE)
                        .size())
                .isEqualTo(1));
        sql("delete from message where sid = 'IM-marker-" + sid + "'");

        reconcileUntilSettled(sid);

        assertThat(new String(
                        topic.awaitFound("message-updated:" + edited).value(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"Body\":\"Tomorrow\"");
    }

    private void edit(String sid, String message, String body) {
        as(expert)
                .body(Map.of("body", body))
                .patch("/api/conversations/" + sid + "/messages/" + message)
                .then()
                .statusCode(200);
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
}
