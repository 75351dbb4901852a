package travel.baboo.messaging.sandbox.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A drill that cannot fail proves nothing: a system that breaks one promise is caught, and one that breaks none is not accused. */
class BrokenPromisesTest {

    private static final Duration LENGTH = Duration.ofMinutes(5);
    private static final List<String> PROCESSES =
            List.of("conversation-service", "relay-service", "webhook-ingest-service", "ingest", "kafka");
    private static final Targets TARGETS = new Targets(PROCESSES, List.of(), List.of(), List.of());

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 11, 42})
    void aSystemThatKeepsItsPromisesIsNotAccused(long seed) {
        Proof proof = Proof.of(new BrokenSystem(plan(seed), Set.of()).run());

        assertThat(proof.lines()).filteredOn(line -> line.startsWith("BROKEN")).isEmpty();
        assertThat(proof.repeats()).isPositive();
    }

    @ParameterizedTest
    @CsvSource({
        "ACKNOWLEDGE_BEFORE_SYNC, MIRRORED",
        "COMMIT_EARLY, MIRRORED",
        "NO_DEDUPLICATION, RECEIVED_ONCE",
        "NO_LANE_ORDER, IN_ORDER",
        "NO_IDEMPOTENCY, SENT_ONCE",
        "ECHO, NO_ECHO",
        "UNSIGNED_AFTER_KILL, SIGNED",
        "STREAM_FORGOTTEN, RECEIVED",
        "STREAM_SENT_AGAIN, RECEIVED_ONCE",
        "EVERY_COPY_COUNTED, ADDS_UP"
    })
    void everySwitchIsCaughtByItsPromise(BrokenSystem.Switch broken, Proof.Promise promise) {
        List<Long> missed = new ArrayList<>();
        for (long seed : new long[] {1, 2, 3, 11, 42}) {
            Proof proof = Proof.of(new BrokenSystem(plan(seed), EnumSet.of(broken)).run());
            if (proof.breachesOf(promise).isEmpty() || proof.holds()) {
                missed.add(seed);
            }
        }
        assertThat(missed).isEmpty();
    }

    private static FaultPlan plan(long seed) {
        return FaultPlan.of(seed, LENGTH, TARGETS, true);
    }
}
