package travel.baboo.messaging.ingest.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;

/** A topic that refuses every record: a setting or a clock is wrong, not the records. */
@QuarkusTest
@TestProfile(EverythingRefusedTest.Hasty.class)
@QuarkusTestResource(value = KafkaAddressResource.class, restrictToAnnotatedClass = true)
class EverythingRefusedTest {

    private static final String PATH = "/api/webhooks/twilio-event";
    private static final Duration MAX_WAIT = Duration.ofMinutes(3);

    public static final class Hasty implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            // The topic is set right in a pause, not between a refusal and the probe that asks whether all is refused.
            return Map.of(
                    "baboo.ingest.publish.delivery-timeout", "3s",
                    "baboo.ingest.publish.retry-delay", "5s",
                    "baboo.ingest.publish.max-retry-delay", "10s");
        }
    }

    private final SignedWebhooks webhooks = new SignedWebhooks();
    private final List<String> accepted = new ArrayList<>();

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    @Inject
    Journal journal;

    @Inject
    Clock clock;

    @Inject
    TopicReader topic;

    @Test
    void nothingGoesIntoQuarantineAndEverythingArrivesOnceTheCauseIsGone() throws Exception {
        try (EmbeddedKafkaServer kafka = KafkaAddressResource.startKafka()) {
            // given a topic that takes nothing
            kafka.createTopic(TwilioEvent.TOPIC, 1, Map.of("max.message.bytes", "10"));
            for (int i = 0; i < 5; i++) {
                post();
            }

            // then publishing is blocked, visibly, and keeps everything
            awaitPublishing("warning: Kafka refuses events, or a newer release wrote them");
            assertThat(journal.quarantined()).isZero();
            assertThat(journal.backlog()).isEqualTo(5);

            // when the setting is right again
            setMaxMessageBytes(kafka, "1000000");

            // then all of it arrives, dated when it was received
            assertThat(topic.awaitFirsts(5))
                    .extracting(EverythingRefusedTest::id)
                    .containsExactlyElementsOf(accepted);
            awaitPublishing("ok");

            // and what was taken while our own clock was a day ahead is not refused for its time
            Instant received = clock.instant().plus(Duration.ofDays(1));
            WebhookRequest early = new WebhookRequest(
                    WebhookRequest.Kind.FORM,
                    received,
                    PATH,
                    "",
                    "EventType=onMessageAdded&ConversationSid=CH1&MessageSid=IM1".getBytes(UTF_8),
                    null);
            journal.append(WebhookRequestCodec.encode(early)).join();
            ConsumerRecord<String, byte[]> record = topic.await("CH1");
            assertThat(Instant.ofEpochMilli(record.timestamp())).isBefore(received.minus(Duration.ofHours(1)));
            assertThat(journal.quarantined()).isZero();
        }
    }

    private static String id(ConsumerRecord<String, byte[]> record) {
        return new String(record.headers().lastHeader("ce_id").value(), UTF_8);
    }

    private static void setMaxMessageBytes(EmbeddedKafkaServer kafka, String bytes) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            ConfigResource events = new ConfigResource(ConfigResource.Type.TOPIC, TwilioEvent.TOPIC);
            AlterConfigOp set =
                    new AlterConfigOp(new ConfigEntry("max.message.bytes", bytes), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(events, List.of(set))).all().get();
        }
    }

    private void post() {
        String message = SignedWebhooks.sid("IM");
        webhooks.post(
                        PATH,
                        "EventType=onMessageAdded&ConversationSid=" + SignedWebhooks.sid("CH") + "&MessageSid="
                                + message)
                .then()
                .statusCode(200);
        accepted.add("message-added:" + message);
    }

    private void awaitPublishing(String state) {
        await().atMost(MAX_WAIT).untilAsserted(() -> given().get(readiness)
                .then()
                .statusCode(200)
                .body("checks.find { it.name == 'publishing' }.data.kafka", equalTo(state)));
    }
}
