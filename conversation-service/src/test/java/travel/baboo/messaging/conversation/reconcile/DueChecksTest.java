package travel.baboo.messaging.conversation.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.UnusedPhone;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Which conversations are checked, and when, if many are due. Another instance holds the lease until a test releases it. */
@QuarkusTest
@TestProfile(ReconcilerAtWorkTest.ByItself.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class DueChecksTest extends ReconcileJourney {

    private static final int BATCH = 20;

    @Inject
    CheckRepository checks;

    @BeforeEach
    void holdTheLease() {
        sql("update reconciler set owner = gen_random_uuid(), leased_until = now() + interval '10 minutes'");
        sql("delete from own_change");
        sql("update conversation_check set hold_until = now() + interval '1 hour'");
    }

    @AfterEach
    void releaseTheLease() {
        sql("delete from conversation_check where conversation_sid like 'CHdue%'");
        sql("delete from message where conversation_sid like 'CHdue%'");
        sql("delete from conversation where sid like 'CHdue%'");
        sql("update conversation_check set hold_until = null");
        sql("update reconciler set owner = null, leased_until = null");
    }

    /** More conversations with gaps than a batch has room for kept all others waiting. */
    @Test
    void gapsDoNotKeepOthersWaiting() {
        for (int i = 0; i < 2 * BATCH; i++) {
            String sid = conversation("now()");
            message(sid, 1, "now() - interval '1 hour'");
        }
        String quiet = conversation("now() - interval '1 minute'");
        message(quiet, 0, "now() - interval '1 minute'");
        String waiting = conversation("now() - interval '1 minute'");
        sql("update conversation_check set checked_at = now() - interval '10 seconds',"
                + " check_after = now() - interval '1 second' where conversation_sid = '" + waiting + "'");
        sql("update conversation_check set event_at = now() - interval '1 day' where conversation_sid = '" + waiting
                + "'");

        assertThat(due(BATCH)).hasSize(BATCH).contains(quiet, waiting);
        assertThat(due(1)).doesNotContain(quiet, waiting);
    }

    /** The last event of a busy conversation is never old. */
    @Test
    void aGapIsDueAlthoughEventsGoOn() {
        String busy = conversation("now() + interval '1 minute'");
        message(busy, 0, "now() - interval '1 minute'");
        message(busy, 2, "now() - interval '1 minute'");
        message(busy, 3, "now()");
        assertThat(due(BATCH)).contains(busy);

        sql("insert into absent_message (conversation_sid, message_index) values ('" + busy + "', 1)");
        assertThat(due(BATCH)).doesNotContain(busy);
        sql("delete from absent_message where conversation_sid = '" + busy + "'");

        sql(
                "update conversation_check set checked_at = now() + interval '1 minute', event_at = now() + interval '2 minutes'"
                        + " where conversation_sid = '" + busy + "'");
        assertThat(due(BATCH))
                .as("what the last check found is still on its way")
                .doesNotContain(busy);
    }

    /** Webhooks overtake one another. */
    @Test
    void aGapThatIsYoungIsNotDue() {
        String busy = conversation("now() + interval '1 minute'");
        message(busy, 0, "now() - interval '1 minute'");
        message(busy, 2, "now() + interval '1 minute'");
        assertThat(due(BATCH)).doesNotContain(busy);
    }

    /** A check is mostly waiting for Twilio. */
    @Test
    void conversationsAreCheckedAtTheSameTime() {
        String one = inquire().statusCode(201).extract().path("conversationSid");
        inquiryId = UUID.randomUUID().toString();
        phone = UnusedPhone.next();
        String other = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(one, 1);
        awaitMessages(other, 1);
        sql("update conversation_check set check_after = now(), hold_until = case when conversation_sid not in ('" + one
                + "', '" + other + "') then now() + interval '1 hour' end");
        sandbox.fault(Map.of("kind", "latency", "delay", "PT5S", "probability", 1.0, "path", "/Conversations/"));
        int before = sandbox.conversationsRequests().size();
        sql("update reconciler set owner = null, leased_until = null");

        List<String> asked = await().atMost(PATIENCE)
                .until(
                        () -> sandbox.conversationsRequests().stream()
                                .skip(before)
                                .map(request -> request.get("path"))
                                .filter(path -> path.contains(one) || path.contains(other))
                                .toList(),
                        paths -> paths.stream().anyMatch(path -> path.contains(one + "/Messages"))
                                && paths.stream().anyMatch(path -> path.contains(other + "/Messages")));

        assertThat(asked.stream().limit(2))
                .as(asked::toString)
                .allMatch(path -> path.endsWith(one) || path.endsWith(other));
        assertThat(asked.get(0)).isNotEqualTo(asked.get(1));
    }

    private List<String> due(int limit) {
        return checks.due(limit).await().atMost(PATIENCE);
    }

    /** @param lastEvent as an expression of SQL */
    private String conversation(String lastEvent) {
        String sid = "CHdue" + UUID.randomUUID().toString().replace("-", "").substring(3);
        sql("insert into conversation (sid, last_activity_at, state) values ('" + sid + "', now(), 'active')");
        sql("insert into conversation_check (conversation_sid, event_at) values ('" + sid + "', " + lastEvent + ")");
        return sid;
    }

    /** @param created as an expression of SQL */
    private void message(String conversation, int index, String created) {
        sql("insert into message (sid, conversation_sid, message_index, created_at) values ('IM" + UUID.randomUUID()
                + "', '" + conversation + "', " + index + ", " + created + ")");
        sql("update conversation set last_message_index = greatest(last_message_index, " + index + ") where sid = '"
                + conversation + "'");
    }
}
