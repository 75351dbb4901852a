package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;

/** A Kafka that stops answering while the window is full and the next record cannot be read. */
@QuarkusTest
@TestProfile(FrozenKafkaTest.SmallWindow.class)
@QuarkusTestResource(value = KafkaAddressResource.class, restrictToAnnotatedClass = true)
class FrozenKafkaTest {

    private static final String PATH = "/api/webhooks/twilio-event";
    private static final int WINDOW = 64;
    private static final Duration MAX_WAIT = Duration.ofSeconds(90);

    public static final class SmallWindow implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.ingest.publish.delivery-timeout",
                    "3s",
                    "baboo.ingest.publish.max-in-flight",
                    Integer.toString(WINDOW));
        }
    }

    private final SignedWebhooks webhooks = new SignedWebhooks();
    private final List<String> accepted = new ArrayList<>();

    @Inject
    MeterRegistry meters;

    @Inject
    Journal journal;

    @Inject
    TopicReader topic;

    @Test
    void everythingThatWasAnsweredArrivesOnceKafkaGoesOn() throws Exception {
        try (EmbeddedKafkaServer kafka = KafkaAddressResource.startKafka()) {
            kafka.createTopic(TwilioEvent.TOPIC, 3, Map.of());
            post(3);
            await().atMost(MAX_WAIT).until(() -> journal.backlog() == 0);

            // given a frozen Kafka, a full window, and a record behind it that is no webhook
            signal("STOP", kafka);
            post(WINDOW);
            journal.append(new byte[] {1, 99, 7}).join();
            post(5);

            // when the producer gives up, more than once
            await().atMost(MAX_WAIT).until(() -> failures() >= 3);
            assertThat(journal.backlog()).isGreaterThanOrEqualTo(WINDOW + 6);
            signal("CONT", kafka);

            // then nothing is missing, and only what is no webhook is in quarantine
            assertThat(topic.awaitFirsts(accepted.size()))
                    .extracting(record ->
                            new String(record.headers().lastHeader("ce_id").value(), UTF_8))
                    .containsExactlyInAnyOrderElementsOf(accepted);
            await().atMost(MAX_WAIT).until(() -> journal.backlog() == 0);
            assertThat(journal.quarantined()).isEqualTo(1);
        }
    }

    private void post(int count) {
        for (int i = 0; i < count; i++) {
            String message = SignedWebhooks.sid("IM");
            webhooks.post(
                            PATH,
                            "EventType=onMessageAdded&ConversationSid=" + SignedWebhooks.sid("CH") + "&MessageSid="
                                    + message)
                    .then()
                    .statusCode(200);
            accepted.add("message-added:" + message);
        }
    }

    private double failures() {
        return meters.get("baboo.ingest.publish.failures").counter().count();
    }

    private static void signal(String name, EmbeddedKafkaServer kafka) throws Exception {
        int code = new ProcessBuilder(
                        "kill", "-" + name, Long.toString(kafka.process().pid()))
                .start()
                .waitFor();
        assertThat(code).isZero();
    }
}
