package travel.baboo.messaging.relay.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.context.Context;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.mutiny.sqlclient.Pool;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.ReceivedEvent;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Which messages came after a gap, and which came late, when several are taken together. Messages are named by conversation and index. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class MessageIndexesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Pool pool;

    /** Long enough that no gap expires between two calls, even on a busy machine. */
    private final MessageIndexes indexes = new MessageIndexes(PATIENCE);

    private final String run = UUID.randomUUID().toString();

    @Test
    void messagesThatAreTakenTogetherHaveNoGapBetweenThem() {
        assertThat(noted("A0", "A1", "A2")).containsExactly("A0", "A1", "A2");
        assertThat(noted("A4", "A3")).containsExactly("A4", "A3");
    }

    @Test
    void whatFollowsAMissingMessageHasAGap() {
        assertThat(noted("A1", "A2", "A5")).containsExactly("A1 gap", "A2 gap", "A5 gap");
        assertThat(noted("A6", "A8")).containsExactly("A6 gap", "A8 gap");
        assertThat(noted("A0", "A4", "A3")).containsExactly("A0 late", "A4 late", "A3 late");
        assertThat(noted("A8", "A7", "A9")).containsExactly("A8", "A7 late", "A9");
    }

    @Test
    void whatComesAfterAMessageThatFollowsItIsLate() {
        noted("A0", "A5");
        assertThat(noted("A1", "A3", "A6")).containsExactly("A1 late", "A3 gap late", "A6 gap");
        assertThat(noted("A2", "A4")).containsExactly("A2 late", "A4 late");
    }

    @Test
    void noMessageIsLateForOneThatIsTakenWithIt() {
        assertThat(noted("A2", "A1", "A0")).containsExactly("A2", "A1", "A0");
    }

    @Test
    void theLatestMessageAgainIsNotLate() {
        noted("A0", "A1");
        assertThat(noted("A1", "A1", "A0")).containsExactly("A1", "A1", "A0 late");
    }

    @Test
    void conversationsAreKeptApart() {
        noted("A3", "B0");
        assertThat(noted("B1", "A2", "B3", "A4")).containsExactly("B1", "A2 gap late", "B3 gap", "A4 gap");
    }

    @Test
    void aGapThatWasGivenUpDelaysNothing() {
        noted("A0", "A2");
        MessageIndexes givingUp = new MessageIndexes(Duration.ZERO);
        assertThat(noted(givingUp, "A3", "A5", "A6")).containsExactly("A3", "A5 gap", "A6 gap");
    }

    private List<String> noted(String... names) {
        return noted(indexes, names);
    }

    private List<String> noted(MessageIndexes indexes, String... names) {
        List<Received> events = Stream.of(names).map(this::received).toList();
        MessageIndexes.Orders orders = pool.withTransaction(connection -> indexes.note(connection, events))
                .await()
                .atMost(PATIENCE);
        return events.stream()
                .map(event -> event.record().key() + shown(orders, event))
                .toList();
    }

    private static String shown(MessageIndexes.Orders orders, Received event) {
        var order = orders.of(event);
        assertThat(order).isNotNull();
        return order == null ? "" : (order.gap() ? " gap" : "") + (order.late() ? " late" : "");
    }

    private Received received(String name) {
        TwilioFields fields = TwilioFields.of(Map.of(
                "ConversationSid", "CH" + run + name.charAt(0), "MessageSid", "IM" + name, "Index", name.substring(1)));
        return new Received(
                new ConsumerRecord<>("twilio.events", 0, 0, name, new byte[0]),
                new ReceivedEvent(
                        name,
                        "message-added",
                        TwilioEvents.fromFields("onMessageAdded", fields, Instant.EPOCH, Origin.WEBHOOK),
                        List.of()),
                Context.root());
    }
}
