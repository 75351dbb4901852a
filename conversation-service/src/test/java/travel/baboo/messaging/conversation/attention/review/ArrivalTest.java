package travel.baboo.messaging.conversation.attention.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.attention.AttentionEvent;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.conversation.TopicReader;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** From a phone that gets nothing, through Twilio's receipts, the mirror and the reviews, to the lists and the topic. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ArrivalTest extends Journey {

    @Inject
    AttentionTopic topic;

    @Inject
    TestSql sql;

    @Test
    void aMessageThatDidNotArriveIsReportedOnceAndCounted() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.behave(phone, "undelivered", 30003);
        String lost = send(sid, "lost-" + sid, "Are you there?")
                .statusCode(201)
                .extract()
                .path("sid");
        awaitUndelivered(sid, 1);
        as(expert)
                .get("/api/conversations?limit=200")
                .then()
                .statusCode(200)
                .body("items.find{it.sid=='" + sid + "'}.undelivered", equalTo(1));
        sandbox.behave(phone, "failed", 30005);
        String second =
                send(sid, "second-" + sid, "Hello?").statusCode(201).extract().path("sid");
        awaitUndelivered(sid, 2);

        List<ConsumerRecord<String, byte[]>> events = awaitEvents(sid, AttentionEvent.UNDELIVERED, 2);
        assertThat(events)
                .extracting(record -> TopicReader.header(record, "ce_id"))
                .containsExactly("message-undelivered:" + lost, "message-undelivered:" + second);
        assertThat(topic.event(events.get(0)).undelivered()).isNotNull().satisfies(undelivered -> {
            assertThat(undelivered.messageSid()).isEqualTo(lost);
            assertThat(undelivered.index()).isEqualTo(1);
            assertThat(undelivered.role()).isEqualTo("expert");
            assertThat(undelivered.author()).isEqualTo("maria@example.com");
            assertThat(undelivered.channel()).isEqualTo("sms");
            assertThat(undelivered.errorCode()).isEqualTo(30003);
            assertThat(undelivered.experts()).containsExactly("maria@example.com");
        });
        assertThat(topic.event(events.get(1)).undelivered())
                .isNotNull()
                .satisfies(undelivered -> assertThat(undelivered.errorCode()).isEqualTo(30005));

        sandbox.behave(phone, "delivered", 30003);
        send(sid, "third-" + sid, "Now?").statusCode(201);
        awaitUndelivered(sid, 2);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "Yes, I am").statusCode(200);

        awaitUndelivered(sid, null);
        assertThat(eventsUntilOptOut(sid, phone, AttentionEvent.UNDELIVERED)).hasSize(2);
    }

    @Test
    void anOptOutIsReportedOnce() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "STOP").statusCode(200);
        ConsumerRecord<String, byte[]> first =
                awaitEvents(sid, AttentionEvent.OPTED_OUT, 1).get(0);
        assertThat(topic.event(first).optOut()).isNotNull().satisfies(optOut -> {
            assertThat(optOut.channel()).isEqualTo("sms");
            assertThat(optOut.experts()).containsExactly("maria@example.com");
            assertThat(TopicReader.header(first, "ce_id"))
                    .isEqualTo("address-opted-out:" + sid + ":"
                            + optOut.optedOutAt().getEpochSecond());
        });
        reviewAgain(sid);
        // Twilio's times have whole seconds in some copies: the second opt-out is in another second.
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "START").statusCode(200);
        awaitReason(sid, null);
        sql.execute("update phone_contact set opted_at = opted_at - interval '10 seconds' where address = $1", phone);
        sql.execute(
                "update response_clock set opted_out_at = opted_out_at - interval '10 seconds' where conversation_sid = $1",
                sid);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "STOP").statusCode(200);

        assertThat(awaitEvents(sid, AttentionEvent.OPTED_OUT, 2)).hasSize(2);
    }

    @Test
    void aWhatsAppWindowThatIsAboutToCloseOnAWaitingTravelerIsReportedOnce() {
        Map<String, Object> inquiry = inquiry("maria@example.com", "Maria", "Hello?");
        inquiry.put("traveler", Map.of("name", "Ann", "channel", "whatsapp", "address", phone));
        String sid = begin(inquiry);
        awaitMessages(sid, 1);
        String whatsApp = "whatsapp:" + phone;
        sandbox.text(whatsApp, "whatsapp:" + SandboxCredentials.PHONE_NUMBER, "Are you there?")
                .statusCode(200);
        awaitReason(sid, null);
        reviewAgain(sid);
        sql.execute(
                "update phone_contact set last_inbound_at = last_inbound_at - interval '23 hours' where address = $1",
                whatsApp);
        sql.execute("update attention_review set due_at = now() where conversation_sid = $1", sid);

        ConsumerRecord<String, byte[]> event =
                awaitEvents(sid, AttentionEvent.WINDOW_CLOSING, 1).get(0);
        assertThat(topic.event(event).window()).isNotNull().satisfies(window -> {
            assertThat(Duration.between(window.lastInboundAt(), window.closesAt()))
                    .isEqualTo(Duration.ofHours(24));
            assertThat(window.firstIndex()).isLessThanOrEqualTo(1);
            assertThat(window.experts()).containsExactly("maria@example.com");
            assertThat(TopicReader.header(event, "ce_id"))
                    .isEqualTo("whatsapp-window-closing:" + sid + ":"
                            + window.lastInboundAt().getEpochSecond());
        });
        reviewAgain(sid);
        assertThat(eventsUntilOptOut(sid, whatsApp, AttentionEvent.WINDOW_CLOSING))
                .hasSize(1);
    }

    private void awaitUndelivered(String sid, @Nullable Integer count) {
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid)
                .then()
                .statusCode(200)
                .body("undelivered", count == null ? nullValue() : equalTo(count)));
    }

    private void awaitReason(String sid, @Nullable String reason) {
        await().atMost(PATIENCE).untilAsserted(() -> as(expert)
                .get("/api/conversations/" + sid)
                .then()
                .statusCode(200)
                .body("capabilities.reason", reason == null ? nullValue() : equalTo(reason)));
    }

    /** Makes the conversation due and waits for its review. */
    private void reviewAgain(String sid) {
        sql.execute(
                "update attention_review set due_at = now(), revision = revision + 1 where conversation_sid = $1", sid);
        await().atMost(PATIENCE)
                .until(() -> sql.number(
                                """
                                        select count(*) as n from attention_review
                                         where conversation_sid = $1 and owner is null and (due_at is null or due_at > now() + interval '5 seconds')
                                        """,
                                sid)
                        == 1);
    }

    /** Waits for {@code count} events of a kind about the conversation and returns them in order. */
    private List<ConsumerRecord<String, byte[]>> awaitEvents(String sid, String kind, int count) {
        return ofKind(kind, topic.await(sid, found -> ofKind(kind, found).size() >= count));
    }

    /** The events of a kind that precede an opt-out. The opt-out is the last event: a second one of the kind would come before it. */
    private List<ConsumerRecord<String, byte[]>> eventsUntilOptOut(String sid, String from, String kind) {
        String to = from.startsWith("whatsapp:")
                ? "whatsapp:" + SandboxCredentials.PHONE_NUMBER
                : SandboxCredentials.PHONE_NUMBER;
        sandbox.text(from, to, "STOP").statusCode(200);
        return ofKind(kind, topic.await(sid, found -> !ofKind(AttentionEvent.OPTED_OUT, found)
                .isEmpty()));
    }

    private static List<ConsumerRecord<String, byte[]>> ofKind(
            String kind, List<ConsumerRecord<String, byte[]>> events) {
        return events.stream()
                .filter(record ->
                        ("travel.baboo.attention." + kind + ".v1").equals(TopicReader.header(record, "ce_type")))
                .toList();
    }
}
