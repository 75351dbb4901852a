package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** The order of a conversation's messages is Twilio's, however its webhooks overtake each other. */
@QuarkusTest
@TestProfile(OrderTest.Waiting.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class OrderTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;

    /** Long enough that a late message is never too late on a busy machine, unless it does not come at all. */
    public static final class Waiting implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("baboo.relay.lanes.gap-wait", "20s");
        }
    }

    @Inject
    MeterRegistry meters;

    @AfterEach
    void makeAccepts() {
        hookAnswers(HOOK, Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"1 0", "2 1 0", "0 2 1", "0 3 2 1", "2 0 1", "0 1 4 2 3"})
    void aMessageWaitsForThoseBeforeIt(String arrival) {
        directory("sms", "+15551230301");
        List<Integer> indexes =
                List.of(arrival.split(" ", -1)).stream().map(Integer::valueOf).toList();
        for (int index : indexes) {
            expertWrites(index, "m" + index);
            // Each is taken before the next one comes.
            await().atMost(PATIENCE).until(() -> statesAt("make").size() == indexes.indexOf(index) + 1);
        }
        List<String> expected =
                indexes.stream().sorted().map(index -> "m" + index).toList();
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).isEqualTo(expected));
    }

    /** A missing message that its destination does not get also holds others back: this is unknown until it arrives. */
    @Test
    void aLateTextGoesBeforeThoseThatWaitForIt() {
        String phone = newPhone();
        directory("relay-sms", phone);
        expertWrites(2, "third");
        expertWrites(1, "second");
        message(0, phone, "SMS", "the phone's own", "{}");
        awaitTexts(phone, "second", "third");
    }

    /** A destination does not get the first message after the missing one. The second one still waits. */
    @Test
    void aMessageThatADestinationDoesNotGetHidesNoGap() {
        directory("sms", "+15551230303");
        expertWrites(0, "m0");
        message(2, "maria@example.com", "API", "the scenario's own", "{\"via\":\"make\",\"hops\":1}");
        expertWrites(3, "m3");
        expertWrites(4, "m4");
        // Both are taken before the late one comes.
        await().atMost(PATIENCE).until(() -> statesAt("make").size() == 3);
        expertWrites(1, "m1");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("m0", "m1", "m3", "m4"));
    }

    @Test
    void whatNeverComesIsWaitedForOnceAndCounted() {
        directory("sms", "+15551230302");
        double before = passed();
        expertWrites(0, "m0");
        expertWrites(2, "m2");
        expertWrites(3, "m3");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(bodiesTakenBy(HOOK)).containsExactly("m0", "m2", "m3"));
        // Both later messages were sent without it.
        assertThat(passed() - before).isEqualTo(2);
    }

    private double passed() {
        return meters.counter("baboo.relay.gaps.passed", "destination", "make").count();
    }
}
