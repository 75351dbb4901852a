package travel.baboo.messaging.ingest.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;

/** While a webhook is moved over, everything is taken, and it is said what enforcing would do. */
@QuarkusTest
@TestProfile(ObserveModeTest.Observing.class)
@QuarkusTestResource(value = KafkaTestResource.class, restrictToAnnotatedClass = true)
class ObserveModeTest {

    private static final String PATH = "/api/webhooks/twilio-event";

    public static final class Observing implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.ingest.signature.mode", "observe");
        }
    }

    @Inject
    MeterRegistry meters;

    @Inject
    TopicReader topic;

    @Test
    void whatNoKeyMatchesIsTakenAndCounted() {
        String conversation = SignedWebhooks.sid("CH");
        double before = observed();
        new SignedWebhooks("https://other.example.com")
                .post(PATH, form(conversation))
                .then()
                .statusCode(200);
        assertThat(observed() - before).isEqualTo(1);
        assertThat(topic.await(conversation).key()).isEqualTo(conversation);
    }

    @Test
    void whatMatchesIsTakenAndCountedByKeyAndFormOfTheUrl() {
        String conversation = SignedWebhooks.sid("CH");
        new SignedWebhooks("https://api.example.com:443")
                .post(PATH, form(conversation))
                .then()
                .statusCode(200);
        assertThat(meters.get(WebhookMetrics.MATCHED_METRIC)
                        .tag("key", "account:present")
                        .tag("url_form", "other-port")
                        .counter()
                        .count())
                .isEqualTo(1);
        assertThat(topic.await(conversation).key()).isEqualTo(conversation);
    }

    private static String form(String conversation) {
        return "EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid=" + SignedWebhooks.sid("IM");
    }

    private double observed() {
        return meters.get(WebhookMetrics.RECEIVED_METRIC)
                .tag("outcome", "observed-wrong")
                .counter()
                .count();
    }
}
