package travel.baboo.messaging.conversation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.WholeComparison;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The reconciler finds lost events on its own, without a request. */
@QuarkusTest
@TestProfile(ReconcilerAtWorkTest.ByItself.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ReconcilerAtWorkTest extends Journey {

    /** A reconciler that need not be waited for. */
    public static final class ByItself implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.conversation.reconcile.enabled", "true",
                    "baboo.conversation.reconcile.interval", "200ms",
                    "baboo.conversation.reconcile.settle", "100ms",
                    "baboo.conversation.reconcile.quiet-after", "2s",
                    "baboo.conversation.reconcile.discover-every", "1s");
        }
    }

    @Inject
    WholeComparison comparison;

    @Inject
    MeterRegistry meters;

    @Inject
    Pool pool;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    @Test
    void aGapAndALostEndAreFoundAndCounted() {
        double before = meters.counter(ReconcileMetrics.MESSAGES_FOUND).count();
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        sandbox.webhookFault(Map.of("kind", "drop", "eventType", "onMessageAdded", "times", 1));
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "lost in the middle")
                .statusCode(200);
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "came").statusCode(200);
        awaitMessages(sid, 3);
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "lost at the end").statusCode(200);
        awaitMessages(sid, 4);
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
        assertThat(meters.counter(ReconcileMetrics.MESSAGES_FOUND).count() - before)
                .isGreaterThanOrEqualTo(2);
    }

    @Test
    void aConversationThatNobodyReportedIsDiscovered() {
        String service = sandbox.conversation(inquire().extract().path("conversationSid"))
                .extract()
                .path("conversation.serviceSid");
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String sid = sandbox.widget("visitor-" + inquiryId, service);
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
    }

    @Test
    void whileAnotherInstanceHoldsTheLeaseThisOneRests() {
        pool.query("update reconciler set owner = gen_random_uuid(), leased_until = now() + interval '20 seconds'")
                .execute()
                .await()
                .atMost(PATIENCE);
        assertThat(ownLease()).isFalse();
        await().atMost(PATIENCE).until(this::ownLease);
    }

    /** Whether anybody but the other instance has had the lease. */
    private boolean ownLease() {
        return pool.query(
                        "select leased_until is null or leased_until > now() + interval '30 seconds' as ours from reconciler")
                .execute()
                .await()
                .atMost(PATIENCE)
                .iterator()
                .next()
                .getBoolean("ours");
    }
}
