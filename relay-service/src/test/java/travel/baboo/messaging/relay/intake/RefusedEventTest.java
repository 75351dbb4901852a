package travel.baboo.messaging.relay.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opentelemetry.context.Context;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.relay.RelayTestBase;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;
import travel.baboo.messaging.sandbox.embedded.TopicRecords;

/** An event that PostgreSQL can never store, because its texts cannot contain a zero byte, blocks no other event. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class RefusedEventTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;

    @Inject
    IntakeGroups groups;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers = "";

    @Test
    void whatIsTakenTogetherWithItIsTaken() {
        directory("sms", "+15551230020");
        Received first = received(0, sid("IM"), "before");
        Received refused = received(1, "IM\u0000", "refused");
        Received last = received(2, sid("IM"), "behind");

        List<Refused> refusals =
                groups.take(List.of(first, refused, last)).await().atMost(PATIENCE);

        assertThat(refusals).containsExactly(new Refused(refused, "refused by PostgreSQL: 22021"));
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("before", "behind"));
    }

    @Test
    void itIsDeadLetteredWithTheReason() {
        directory("sms", "+15551230021");
        Map<String, String> fields = messageFields(Instant.now(), 0, "dave", "SDK", "refused", "{}");
        fields.put("ConversationSid", conversation + "\u0000");
        publish("onMessageAdded", fields);
        message(1, "dave", "SDK", "behind it", "{}");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("behind it"));
        assertThat(reasonOfTheDead()).isEqualTo("refused by PostgreSQL: 22021");
    }

    @Test
    void aDirectoryEntryOfTheKindKeepsBackNoOther() {
        tellDirectory(conversation + "\u0000", "sms", "+15551230022");
        directory("sms", "+15551230022");
        expertWrites(0, "known");

        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("known"));
    }

    private Received received(int index, String messageSid, String body) {
        Map<String, String> fields = messageFields(Instant.now(), index, "dave", "SDK", body, "{}");
        fields.put("MessageSid", messageSid);
        return new Received(
                new ConsumerRecord<>("twilio.events", 0, index, conversation, new byte[0]),
                new ReceivedEvent(
                        "message-added:" + messageSid,
                        "travel.baboo.twilio.message-added.v1",
                        TwilioEvents.fromFields(
                                "onMessageAdded", TwilioFields.of(fields), Instant.now(), Origin.WEBHOOK),
                        List.of()),
                Context.root());
    }

    /** Of this conversation's record on the dead-letter topic. */
    private String reasonOfTheDead() {
        List<ConsumerRecord<String, byte[]>> found = new ArrayList<>();
        TopicRecords.readUntil(
                bootstrapServers,
                "twilio.events.relay.dlq",
                PATIENCE,
                record -> String.valueOf(record.key()).startsWith(conversation) && found.add(record));
        byte[] reason = found.get(0).headers().lastHeader("dead-letter-reason").value();
        return new String(reason, StandardCharsets.UTF_8);
    }
}
