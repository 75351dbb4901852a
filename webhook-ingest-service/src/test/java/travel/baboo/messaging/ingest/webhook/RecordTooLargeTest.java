package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;

/** A topic that takes smaller records than webhooks can be. */
@QuarkusTest
@TestProfile(RecordTooLargeTest.Hasty.class)
@QuarkusTestResource(value = KafkaAddressResource.class, restrictToAnnotatedClass = true)
class RecordTooLargeTest {

    private static final String PATH = "/api/webhooks/twilio-event";

    public static final class Hasty implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.ingest.publish.delivery-timeout", "3s");
        }
    }

    @Inject
    Journal journal;

    @Inject
    TopicReader topic;

    @Test
    void anEventThatKafkaRefusesGoesIntoQuarantineAndHoldsNothingUp() throws Exception {
        try (EmbeddedKafkaServer kafka = KafkaAddressResource.startKafka()) {
            kafka.createTopic(TwilioEvent.TOPIC, 1, Map.of("max.message.bytes", "20000"));
            SignedWebhooks webhooks = new SignedWebhooks();
            String conversation = SignedWebhooks.sid("CH");
            for (String text : new String[] {"small", "x".repeat(100_000), "small too"}) {
                String form = "EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid="
                        + SignedWebhooks.sid("IM") + "&Body=" + text.replace(' ', '+');
                webhooks.post(PATH, form).then().statusCode(200);
            }
            assertThat(topic.awaitFirsts(2))
                    .extracting(record -> new String(record.value(), UTF_8))
                    .satisfiesExactly(first -> assertThat(first).contains("\"small\""), second -> assertThat(second)
                            .contains("\"small too\""));
            await().atMost(Duration.ofSeconds(60)).until(() -> journal.backlog() == 0);
            assertThat(journal.quarantined()).isEqualTo(1);
        }
    }
}
