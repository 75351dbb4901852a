package travel.baboo.messaging.conversation.reconcile;

import static org.awaitility.Awaitility.await;

import io.restassured.response.ExtractableResponse;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.WebhookBridge;
import travel.baboo.messaging.conversation.WholeComparison;

/** Requests of an admin to check a conversation, and faults of the sandbox that end with the test. */
abstract class ReconcileJourney extends Journey {

    @Inject
    WholeComparison comparison;

    @Inject
    WebhookBridge bridge;

    @Inject
    Pool pool;

    /** A run that another test left open would check a conversation before the test does. */
    @BeforeEach
    void endRuns() {
        sql("update reconciliation set finished_at = now() where finished_at is null");
    }

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    ValidatableResponse reconcile(String sid) {
        return as(admin)
                .body(Map.of("conversationSid", sid))
                .post("/api/admin/reconcile")
                .then()
                .statusCode(200);
    }

    /** A check does not compare entries of the current second, so this repeats it until one compared everything. */
    ValidatableResponse reconcileUntilSettled(String sid) {
        return await().atMost(PATIENCE)
                .until(() -> reconcile(sid), answer -> answer.extract().path("settled"));
    }

    /** Number of messages found by all checks until one compared everything. A message may be found twice before it is mirrored. */
    int foundUntilSettled(String sid) {
        AtomicInteger found = new AtomicInteger();
        await().atMost(PATIENCE).until(() -> {
            ExtractableResponse<Response> answer = reconcile(sid).extract();
            found.addAndGet(answer.<Integer>path("messagesFound"));
            return answer.path("settled");
        });
        return found.get();
    }

    String service(String sid) {
        return sandbox.conversation(sid).extract().path("conversation.serviceSid");
    }

    void sql(String statement) {
        pool.query(statement).execute().await().atMost(PATIENCE);
    }

    void publish(String type, String sid, Map<String, String> more) {
        Map<String, String> fields = new HashMap<>(more);
        fields.put("EventType", type);
        fields.put("ConversationSid", sid);
        bridge.publish(TwilioEvents.fromFields(type, TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK));
    }
}
