package travel.baboo.messaging.conversation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.TopicReader;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** What webhooks did not report is found by polling Twilio and published like every other event. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ReconcileTest extends ReconcileJourney {

    @Inject
    TopicReader topic;

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

        assertThat(foundUntilSettled(sid)).isPositive();

        awaitMessages(sid, 3);
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
        ConsumerRecord<String, byte[]> record = topic.await("message-added:" + lost);
        assertThat(record.key()).isEqualTo(sid);
        assertThat(TopicReader.header(record, "ce_type")).isEqualTo("travel.baboo.twilio.message-added.v1");
        assertThat(TopicReader.header(record, "ce_source"))
                .startsWith("/twilio/" + SandboxCredentials.ACCOUNT_SID + "/IS");
        assertThat(TopicReader.header(record, "ce_subject")).isEqualTo(sid);
        assertThat(new String(record.value(), java.nio.charset.StandardCharsets.UTF_8))
                .contains("\"origin\":\"reconciler\"", "\"Body\":\"Lost on its way\"", "\"messageIndex\":1");
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> reconcile(sid).body("messagesFound", equalTo(0)).body("eventsPublished", equalTo(0)));
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
        await().atMost(PATIENCE)
                .untilAsserted(
                        () -> reconcile(sid).body("gapsConfirmed", equalTo(0)).body("eventsPublished", equalTo(0)));
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
        await().atMost(PATIENCE).untilAsserted(() -> reconcile(sid).body("eventsPublished", equalTo(0)));
    }

    private void awaitReceipts(String sid) {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        sandbox.conversation(sid).extract().<List<String>>path("receipts.status"))
                .isNotEmpty()
                .containsOnly("delivered"));
    }
}
