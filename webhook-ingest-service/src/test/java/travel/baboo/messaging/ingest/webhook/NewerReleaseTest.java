package travel.baboo.messaging.ingest.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.startsWith;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.URL;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.sandbox.embedded.EmbeddedKafkaServer;

/** An image was rolled back onto a journal that a newer release wrote. */
@QuarkusTest
@TestProfile(NewerReleaseTest.Alone.class)
@QuarkusTestResource(value = KafkaAddressResource.class, restrictToAnnotatedClass = true)
class NewerReleaseTest {

    private static final byte NEWER = 9;

    /** What is held stays held: no other test may share this instance. */
    public static final class Alone implements QuarkusTestProfile {}

    @TestHTTPResource(value = "/health/ready", management = true)
    URL readiness;

    @Inject
    MeterRegistry meters;

    @Inject
    Journal journal;

    @Test
    void aRecordOfANewerReleaseIsHeldAndNeverSkipped() throws Exception {
        try (EmbeddedKafkaServer kafka = KafkaAddressResource.startKafka()) {
            assertThat(kafka.process().isAlive()).isTrue();

            journal.append(new byte[] {NEWER, 0, 1, 2, 3}).join();

            await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> given().get(readiness)
                    .then()
                    .statusCode(200)
                    .body("checks.find { it.name == 'publishing' }.data.kafka", startsWith("warning: Kafka refuses")));
            double failures = failures();
            await().atMost(Duration.ofSeconds(60)).until(() -> failures() >= failures + 3);
            assertThat(journal.backlog()).isEqualTo(1);
            assertThat(journal.quarantined()).isZero();
        }
    }

    private double failures() {
        return meters.get("baboo.ingest.publish.failures").counter().count();
    }
}
