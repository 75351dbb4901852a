package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.relay.destination.BrokenDestinations;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/**
 * An unexpected exception fails its own delivery, visibly, and nothing else: neither the intake nor the lane nor the destination
 * stops, and its permit returns.
 */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class BrokenStepTest extends RelayTestBase {

    @Test
    void whatBreaksFailsAndWhatIsBehindItIsDelivered() {
        directory("sms", "+15551230601");
        List<String> bodies =
                List.of("broken payload", "broken look-up", "broken call", "broken look-up", "broken no more");
        for (int i = 0; i < bodies.size(); i++) {
            expertWrites(i, bodies.get(i));
        }
        awaitStates(BrokenDestinations.NAME, "failed", "failed", "failed", "failed", "delivered");
        assertThat(deliveriesTo(BrokenDestinations.NAME).subList(0, 4))
                .allSatisfy(delivery -> assertThat(delivery).containsEntry("lastOutcome", "internal-error"));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(bodiesTakenBy(SandboxTestResource.MAKE_HOOK))
                .isEqualTo(bodies));
    }
}
