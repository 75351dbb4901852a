package travel.baboo.messaging.conversation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThan;
import static org.hamcrest.Matchers.notNullValue;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Checks of all conversations: requests, progress, the lease of the instance that runs them. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class ReconcileRunsTest extends ReconcileJourney {

    @Inject
    LeaseRepository lease;

    @Inject
    RunRepository runs;

    @Inject
    CheckRepository checks;

    @Inject
    Discovery discovery;

    @Inject
    ConversationCheck check;

    @Inject
    ReconcileMetrics metrics;

    @Inject
    RequestThrottle throttle;

    @Test
    void aCheckOfEverythingFindsAConversationThatNobodyReported() {
        String failing = inquire().extract().path("conversationSid");
        String service = service(failing);
        awaitMessages(failing, 1);
        // Its checks failed before: the run does not wait for the end of their back-off.
        sql(
                "update conversation_check set failures = 6, failed_at = now(), hold_until = now() + interval '1 hour' where conversation_sid = '"
                        + failing + "'");
        sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
        String visitor = UUID.randomUUID().toString();
        String sid = sandbox.widget(visitor, service);
        sandbox.browser(visitor, service, browser -> browser.send(sid, "Is anybody there?", null));

        as(admin)
                .post("/api/admin/reconcile")
                .then()
                .statusCode(202)
                .body("run.requestedAt", notNullValue())
                .body("run.total", greaterThan(0));

        await().atMost(PATIENCE.multipliedBy(6)).untilAsserted(() -> {
            as(admin)
                    .get("/api/admin/reconcile")
                    .then()
                    .statusCode(200)
                    .body("waiting", equalTo(0))
                    .body("run.finishedAt", notNullValue())
                    .body("run.messagesFound", greaterThan(0));
        });
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
    }

    /** The input: after a run had read its list, a conversation began and a check was requested. The run just continued. */
    @Test
    void aCheckRequestedDuringARunFindsConversationsThatBeganAfterItsListWasRead() {
        String service = service(inquire().extract().path("conversationSid"));
        sql("update reconciler set owner = gen_random_uuid(), leased_until = now() + interval '5 minutes'");
        String sid;
        try {
            runs.request().await().atMost(PATIENCE);
            Instant first = runs.wantsListing().await().atMost(PATIENCE).orElseThrow();
            runs.listed(first).await().atMost(PATIENCE);
            sandbox.webhookFault(Map.of("kind", "drop", "probability", 1.0));
            String visitor = UUID.randomUUID().toString();
            sid = sandbox.widget(visitor, service);

            as(admin).post("/api/admin/reconcile").then().statusCode(202);
            runs.listed(first).await().atMost(PATIENCE);

            assertThat(runs.wantsListing().await().atMost(PATIENCE)).isPresent();
        } finally {
            sql("update reconciler set owner = null, leased_until = null");
        }
        await().atMost(PATIENCE).untilAsserted(() -> comparison.requireSame(sid));
    }

    @Test
    void anInstanceThatIsStoppedInTheMiddleLetsAnotherGoOnAtOnce() {
        Reconciler stopping = new Reconciler(
                new LeaseRepository(pool, Clock.systemUTC()), checks, runs, discovery, check, metrics, throttle);
        throttle.pause(Duration.ofSeconds(2));
        runs.request().await().atMost(PATIENCE);
        await().atMost(PATIENCE).until(() -> {
            stopping.wake();
            return !takeLease();
        });

        stopping.stop(new ShutdownEvent());

        assertThat(takeLease()).isTrue();
    }

    private boolean takeLease() {
        boolean mine = lease.take().await().atMost(PATIENCE);
        if (mine) {
            lease.release().await().atMost(PATIENCE);
        }
        return mine;
    }

    /** Reading a long list takes longer than the lease lasts. Each page renews the lease; without the lease, reading stops. */
    @Test
    void theListOfConversationsIsReadOnlyUnderTheLease() {
        sql("update reconciler set owner = gen_random_uuid(), leased_until = now() + interval '5 minutes'");
        try {
            runs.request().await().atMost(PATIENCE);

            assertThatThrownBy(() -> discovery.poll().await().atMost(PATIENCE))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("another instance reconciles now");
        } finally {
            sql("update reconciler set owner = null, leased_until = null");
        }
    }

    /** The inputs of C10: a check that always fails, and a conversation that is removed meanwhile. */
    @Test
    void aRunEndsThoughACheckAlwaysFailsAndAConversationIsRemovedInIt() {
        String failing = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(failing, 1);
        inquiryId = UUID.randomUUID().toString();
        phone = phone.substring(0, 5) + (phone.charAt(5) == '9' ? '8' : '9') + phone.substring(6);
        String removed = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(removed, 1);
        sql("update conversation_check set failures = 4 where conversation_sid = '" + failing + "'");
        sandbox.fault(Map.of(
                "method", "GET", "path", failing + "/Participants", "kind", "status", "status", 500, "times", 1000));
        throttle.pause(Duration.ofSeconds(2));
        as(admin).post("/api/admin/reconcile").then().statusCode(202);
        sandbox.quietlyDelete("Services/" + service(removed) + "/Conversations/" + removed);
        publish("onConversationRemoved", removed, Map.of());
        await().atMost(PATIENCE.multipliedBy(6)).untilAsserted(() -> as(admin)
                .get("/api/admin/reconcile")
                .then()
                .body("run.finishedAt", notNullValue())
                .body("run.failed", greaterThan(0))
                .body("waiting", equalTo(0)));
    }

    @Test
    void onlyAdminsReconcile() {
        as(expert).post("/api/admin/reconcile").then().statusCode(403).contentType("application/problem+json");
        as(expert).get("/api/admin/reconcile").then().statusCode(403);
        as(admin)
                .body(Map.of("conversationSid", "nonsense"))
                .post("/api/admin/reconcile")
                .then()
                .statusCode(404);
    }
}
