package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvents;
import travel.baboo.messaging.common.event.TwilioFields;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** A message that Twilio reports by webhook and by Event Streams, in either order, and by Event Streams alone. */
@QuarkusTest
@TestProfile(StreamTest.Grace.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class StreamTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;
    private static final String ECHO = "{\"via\":\"make\",\"hops\":1}";
    private static final String LOOP = "{\"via\":\"other\",\"hops\":99}";

    /** Long enough for the webhook on a busy machine, short enough to wait for its end. */
    public static final class Grace implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.relay.stream-grace", "12s");
        }
    }

    @BeforeEach
    void knowTheConversation() {
        directory("sms", "+15551230901");
    }

    @Test
    void theWebhookReplacesTheStreamsCopyWithinTheGrace() {
        Map<String, String> message = message(0, "SDK", "hello", "{\"depth\":{\"two\":2}}");
        streamed(message);
        awaitStates("make", "waiting");
        publish("onMessageAdded", message);
        assertThatTaken("hello");
        assertThat(takenBy(HOOK).get(0).prettify()).contains("SDK");
    }

    @Test
    void theStreamsCopyAfterTheWebhookChangesNothing() {
        Map<String, String> message = message(0, "SDK", "hello", "{}");
        publish("onMessageAdded", message);
        streamed(message);
        end(1);
        assertThatTaken("hello", "end");
    }

    @Test
    void aScenariosOwnMessageIsNotSentBackInEitherOrder() {
        Map<String, String> first = message(0, "API", "echo", ECHO);
        streamed(first);
        awaitStates("make", "waiting");
        publish("onMessageAdded", first);
        await().atMost(PATIENCE).until(() -> statesAt("make").isEmpty());
        Map<String, String> second = message(1, "API", "echo", ECHO);
        publish("onMessageAdded", second);
        streamed(second);
        end(2);
        assertThatTaken("end");
        assertThat(statesAt("make")).containsExactly("delivered");
    }

    @Test
    void aLoopEndsInEitherOrder() {
        Map<String, String> first = message(0, "API", "loop", LOOP);
        streamed(first);
        awaitStates("make", "waiting");
        publish("onMessageAdded", first);
        awaitStates("make", "failed");
        Map<String, String> second = message(1, "API", "loop", LOOP);
        publish("onMessageAdded", second);
        streamed(second);
        end(2);
        assertThatTaken("end");
        assertThat(statesAt("make")).containsExactly("failed", "failed", "delivered");
    }

    /** It is delivered alone, ahead of those that came behind it, and once although its webhook comes at last. */
    @Test
    void aMessageWithoutAWebhookGoesByItselfAfterTheGrace() {
        Map<String, String> message = message(0, "SDK", "lost", "{}");
        streamed(message);
        awaitStates("make", "waiting");
        publish("onMessageAdded", message(1, "SDK", "behind", "{}"));
        assertThatTaken("lost", "behind");
        publish("onMessageAdded", message);
        end(2);
        assertThatTaken("lost", "behind", "end");
    }

    /** What is held does not hold an earlier message that arrives later. */
    @Test
    void anEarlierMessageGoesFirst() {
        Map<String, String> second = message(1, "SDK", "second", "{}");
        streamed(second);
        awaitStates("make", "waiting");
        publish("onMessageAdded", message(0, "SDK", "first", "{}"));
        assertThatTaken("first", "second");
    }

    private void assertThatTaken(String... bodies) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly(bodies));
    }

    /** A message whose delivery shows that everything before it was handled. */
    private void end(int index) {
        publish("onMessageAdded", message(index, "SDK", "end", "{}"));
        await().atMost(PATIENCE).until(() -> bodiesTakenBy(HOOK).contains("end"));
    }

    private Map<String, String> message(int index, String source, String body, String attributes) {
        return messageFields(Instant.now(), index, "maria@example.com", source, body, attributes);
    }

    private void streamed(Map<String, String> message) {
        Map<String, String> fields = new HashMap<>(message);
        List.of("Source", "Attributes").forEach(fields::remove);
        topics().write(TwilioEvents.fromFields(
                "onMessageAdded", TwilioFields.of(fields), Instant.now(), Origin.EVENT_STREAM));
    }
}
