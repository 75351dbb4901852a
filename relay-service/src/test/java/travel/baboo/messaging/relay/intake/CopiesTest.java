package travel.baboo.messaging.relay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The deliveries are the same, whichever copies of a message arrive, in any order and grouping. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class CopiesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<String> KINDS = List.of("wanted", "echo", "loop");

    @Inject
    IntakeService intake;

    @Inject
    Pool pool;

    @Test
    void anyInterleavingOfTheWaysMakesTheSameDeliveries() {
        Random random = new Random(20261129);
        for (int round = 0; round < 40; round++) {
            String conversation = "CH" + UUID.randomUUID();
            List<Received> copies = new ArrayList<>();
            List<String> expected = new ArrayList<>();
            for (int index = 0; index < 6; index++) {
                String kind = KINDS.get(random.nextInt(KINDS.size()));
                for (Origin origin : Origin.values()) {
                    Received copy = copy(conversation, index, kind, origin);
                    // Webhooks come once; everything else may come again.
                    int times = origin == Origin.WEBHOOK ? 1 : random.nextInt(3);
                    copies.addAll(Collections.nCopies(times, copy));
                }
                if (!kind.equals("echo")) {
                    expected.add(conversation + index + (kind.equals("loop") ? " loop" : ""));
                }
            }
            Collections.shuffle(copies, random);
            inGroups(copies, random);
            assertThat(deliveries(conversation)).as("round %d", round).isEqualTo(expected);
        }
    }

    /** Only the webhook has the fields that the filter needs, so other copies wait for it. */
    @Test
    void aStreamedCopyAloneIsHeld() {
        String conversation = "CH" + UUID.randomUUID();
        inGroups(List.of(copy(conversation, 0, "wanted", Origin.EVENT_STREAM)), new Random(1));
        assertThat(pool.preparedQuery("select next_attempt_at > now() as held from delivery where lane = $1")
                        .execute(Tuple.of(conversation))
                        .await()
                        .atMost(PATIENCE)
                        .iterator()
                        .next()
                        .getBoolean("held"))
                .isTrue();
    }

    private void inGroups(List<Received> copies, Random random) {
        for (int start = 0; start < copies.size(); ) {
            int end = Math.min(copies.size(), start + 1 + random.nextInt(5));
            intake.take(MessageOrder.of(copies.subList(start, end))).await().atMost(PATIENCE);
            start = end;
        }
    }

    private List<String> deliveries(String conversation) {
        return StreamSupport.stream(
                        pool.preparedQuery(
                                        """
                                        select event_id, last_outcome = 'loop' as loop from delivery
                                         where lane = $1 and destination = 'make' order by event_id
                                        """)
                                .execute(Tuple.of(conversation))
                                .await()
                                .atMost(PATIENCE)
                                .spliterator(),
                        false)
                .map(row -> row.getString("event_id") + (Boolean.TRUE.equals(row.getBoolean("loop")) ? " loop" : ""))
                .toList();
    }

    private static Received copy(String conversation, int index, String kind, Origin origin) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("ConversationSid", conversation);
        fields.put("MessageSid", "IM" + conversation + index);
        fields.put("Index", Integer.toString(index));
        fields.put("Author", "maria@example.com");
        fields.put("Body", kind);
        String attributes =
                switch (kind) {
                    case "echo" -> "{\"via\":\"make\",\"hops\":1}";
                    case "loop" -> "{\"via\":\"other\",\"hops\":99}";
                    default -> "{}";
                };
        fields.put("Attributes", attributes);
        if (origin == Origin.WEBHOOK) {
            fields.put("Source", kind.equals("wanted") ? "SDK" : "API");
        } else if (origin == Origin.RECONCILER && !kind.equals("wanted")) {
            // It recognizes our own messages.
            fields.put("Source", "API");
        }
        return new Received(
                new ConsumerRecord<>("twilio.events", 0, 0, conversation, new byte[0]),
                new ReceivedEvent(
                        conversation + index,
                        "travel.baboo.twilio.message-added.v1",
                        TwilioEvents.fromFields("onMessageAdded", TwilioFields.of(fields), Instant.now(), origin),
                        List.of()),
                Context.root());
    }
}
