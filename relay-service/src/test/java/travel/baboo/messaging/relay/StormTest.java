package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Everything that Make.com can do to us at once: afterwards every message is there, in order, and repeated only where an answer was lost. */
@QuarkusTest
@TestProfile(StormTest.Patient.class)
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class StormTest extends RelayTestBase {

    private static final String HOOK = SandboxTestResource.MAKE_HOOK;
    private static final int CONVERSATIONS = 25;
    private static final int MESSAGES = 12;
    private static final Duration STORM = Duration.ofMinutes(5);
    private static final Set<String> ANSWER_LOST = Set.of("hang", "cut", "trickle");

    public static final class Patient implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "baboo.relay.make.make.retry-schedule",
                    String.join(",", Collections.nCopies(60, "60ms")),
                    "baboo.relay.make.make.timeout",
                    "10s",
                    "baboo.relay.make.make.concurrency",
                    "32");
        }
    }

    @Test
    void afterTheStormEverythingIsThereInOrder() {
        List<String> conversations =
                IntStream.range(0, CONVERSATIONS).mapToObj(i -> sid("CH")).toList();
        sandbox()
                .body(Map.of("behaviors", faults()))
                .put(hookPath(HOOK) + "/behavior")
                .then()
                .statusCode(200);
        for (int index = 0; index < MESSAGES; index++) {
            for (String each : conversations) {
                conversation = each;
                expertWrites(index, "m" + index);
            }
        }
        await().atMost(STORM)
                .pollInterval(Duration.ofSeconds(1))
                .untilAsserted(() -> assertThat(distinctTaken(conversations)).isEqualTo(CONVERSATIONS * MESSAGES));
        Map<String, List<String>> taken = firstTaken(conversations);
        List<String> expected =
                IntStream.range(0, MESSAGES).mapToObj(i -> "m" + i).toList();
        assertThat(taken).hasSize(CONVERSATIONS).allSatisfy((each, bodies) -> assertThat(bodies)
                .isEqualTo(expected));
        List<JsonObject> items = items();
        long lost = items.stream()
                .filter(item -> item.getBoolean("taken") && ANSWER_LOST.contains(item.getString("answer")))
                .count();
        long repeats = items.stream()
                .filter(item -> item.getBoolean("taken") && item.getBoolean("repeat"))
                .count();
        assertThat(lost).isPositive();
        assertThat(repeats).as("repeated only where an answer was lost").isLessThanOrEqualTo(lost);
        assertThat(items).allMatch(item -> "valid".equals(item.getString("signature")));
    }

    private static List<Map<String, Object>> faults() {
        return List.of(
                Map.of("kind", "hang", "times", 3, "delay", "PT15S"),
                Map.of("kind", "trickle", "times", 3, "delay", "PT15S"),
                Map.of("kind", "rate_limited", "times", 2, "retryAfterSeconds", 1),
                Map.of("kind", "cut", "probability", 0.08),
                Map.of("kind", "cut", "probability", 0.05, "takes", false),
                Map.of("kind", "fail", "probability", 0.1),
                Map.of("kind", "queue_full", "times", 3),
                Map.of("kind", "rate_limited", "times", 3));
    }

    /** In the order of arrival. */
    private List<JsonObject> items() {
        return new JsonObject(sandbox().get(hookPath(HOOK) + "/deliveries").asString())
                .getJsonArray("items").stream()
                        .map(JsonObject.class::cast)
                        .sorted(Comparator.comparingLong(item -> item.getLong("number")))
                        .toList();
    }

    private long distinctTaken(List<String> conversations) {
        return firstTaken(conversations).values().stream().mapToLong(List::size).sum();
    }

    /** By conversation, each message where it came for the first time. */
    private Map<String, List<String>> firstTaken(List<String> conversations) {
        Map<String, List<String>> bodies = new HashMap<>();
        Set<Object> seen = new HashSet<>();
        Set<String> ours = new HashSet<>(conversations);
        items().stream()
                .filter(item -> item.getBoolean("taken"))
                .filter(item -> seen.add(item.getString("webhookId")))
                .forEach(item -> {
                    JsonObject body = new JsonObject(item.getString("body"));
                    String each = body.getJsonObject("conversation").getString("sid");
                    if (ours.contains(each)) {
                        bodies.computeIfAbsent(each, none -> new ArrayList<>())
                                .add(body.getJsonObject("message").getString("body"));
                    }
                });
        return bodies;
    }
}
