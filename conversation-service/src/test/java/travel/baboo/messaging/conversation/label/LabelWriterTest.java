package travel.baboo.messaging.conversation.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.conversation.Journey;
import travel.baboo.messaging.conversation.TestSql;
import travel.baboo.messaging.conversation.work.MessageTasks;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Labels that Twilio rejects. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class LabelWriterTest extends Journey {

    @Inject
    TestSql sql;

    @Inject
    MeterRegistry meters;

    @AfterEach
    void heal() {
        sandbox.heal();
    }

    /** The attempts in between are skipped. */
    @Test
    void aLabelThatTwilioAlwaysRejectsIsGivenUpAndAnOperatorRetriesIt() {
        String sid = inquire().statusCode(201).extract().path("conversationSid");
        awaitMessages(sid, 1);
        double before = givenUp();
        sandbox.fault(Map.of(
                "method",
                "POST",
                "path",
                sid + "/Messages/IM",
                "kind",
                "status",
                "moment",
                "before",
                "status",
                400,
                "probability",
                1));

        sandbox.text(phone, SandboxCredentials.PHONE_NUMBER, "In May.").statusCode(200);
        awaitTask(sid, "attempts > 0 and owner is null");
        sql.execute("update label_task set attempts = 9, due_at = now() where conversation_sid = $1", sid);
        awaitTask(sid, "due_at = 'infinity'");

        assertThat(givenUp() - before).isEqualTo(1);
        sandbox.heal();
        sql.runbook("message-tasks-failed.md");
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                        sandbox.conversation(sid).extract().<String>path("messages[1].attributes"))
                .isEqualTo("{\"from\":\"Ann - Traveler\"}"));
        await().atMost(PATIENCE)
                .until(() -> sql.number("select count(*) from label_task where conversation_sid = $1", sid) == 0);
    }

    private double givenUp() {
        return meters.counter(MessageTasks.FAILED, "table", "label_task").count();
    }

    private void awaitTask(String sid, String condition) {
        await().atMost(PATIENCE)
                .until(() ->
                        sql.number("select count(*) from label_task where conversation_sid = $1 and " + condition, sid)
                                == 1);
    }
}
