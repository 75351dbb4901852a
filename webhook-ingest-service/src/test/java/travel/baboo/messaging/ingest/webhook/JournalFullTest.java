package travel.baboo.messaging.ingest.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;

/** The journal has room for little, and Kafka is away. */
@QuarkusTest
@TestProfile(JournalFullTest.LittleRoom.class)
@QuarkusTestResource(value = KafkaAddressResource.class, restrictToAnnotatedClass = true)
class JournalFullTest {

    private static final String PATH = "/api/webhooks/twilio-event";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    public static final class LittleRoom implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.ingest.journal.segment-size", "64K",
                    "baboo.ingest.journal.max-size", "192K");
        }
    }

    private final SignedWebhooks webhooks = new SignedWebhooks();
    private final String conversation = SignedWebhooks.sid("CH");
    private final List<String> accepted = new ArrayList<>();

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    @TestHTTPResource(value = "/openapi", management = true)
    URL openApi;

    @Inject
    MeterRegistry meters;

    @Inject
    TopicReader topic;

    @Test
    void webhooksAreTurnedAwayAtTheLimitAndTakenAgainOnceKafkaHasMadeRoom() throws Exception {
        // when more comes than there is room for
        Response refused = postUntilRefused();

        // then the sender is asked to retry, and what was accepted is a good part of the limit
        refused.then()
                .statusCode(503)
                .header("Retry-After", "1")
                .contentType("application/problem+json")
                .body("status", equalTo(503));
        WebhookDescription.of(openApi).tellsOf("post", refused);
        assertThat(accepted.size()).isGreaterThan(50);
        given().get(readiness).then().statusCode(503);
        assertThat(count("unavailable")).isPositive();
        assertThat(meters.get("baboo.ingest.journal.writable").gauge().value()).isZero();

        // when Kafka comes
        try (EmbeddedKafkaServer kafka = KafkaAddressResource.startKafka()) {
            assertThat(kafka.process().isAlive()).isTrue();

            // then the journal recovers by itself
            await().atMost(PATIENCE)
                    .untilAsserted(() -> given().get(readiness).then().statusCode(200));
            assertThat(post().statusCode()).isEqualTo(200);

            // and everything that was accepted arrives, in order, and nothing else
            assertThat(topic.awaitFirsts(accepted.size()))
                    .extracting(record ->
                            new String(record.headers().lastHeader("ce_id").value(), UTF_8))
                    .containsExactlyElementsOf(accepted);
        }
    }

    private Response postUntilRefused() {
        for (int i = 0; i < 1_000; i++) {
            Response response = post();
            if (response.statusCode() != 200) {
                return response;
            }
        }
        throw new AssertionError("The journal took 1,000 webhooks of 2 KB into 192 KB");
    }

    private Response post() {
        String message = SignedWebhooks.sid("IM");
        Response response = webhooks.post(
                PATH,
                "EventType=onMessageAdded&ConversationSid=" + conversation + "&MessageSid=" + message + "&Body="
                        + "x".repeat(2_000));
        if (response.statusCode() == 200) {
            accepted.add("message-added:" + message);
        }
        return response;
    }

    private double count(String outcome) {
        return meters.get(WebhookMetrics.RECEIVED_METRIC)
                .tag("outcome", outcome)
                .counter()
                .count();
    }
}
