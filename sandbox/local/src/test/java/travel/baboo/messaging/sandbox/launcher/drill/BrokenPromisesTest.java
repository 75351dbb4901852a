package travel.baboo.messaging.sandbox.launcher.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A drill that cannot fail proves nothing: a system that breaks one promise is caught, and one that breaks none is not accused. */
class BrokenPromisesTest {

    private static final long[] SEEDS = {1, 2, 3, 11, 42};
    private static final Duration LENGTH = Duration.ofMinutes(5);
    private static final List<String> PROCESSES =
            List.of("conversation-service", "relay-service", "webhook-ingest-service", "ingest", "kafka");
    private static final Targets TARGETS = new Targets(PROCESSES, List.of(), List.of(), List.of(), List.of());

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
        "EVERY_COPY_COUNTED, ADDS_UP",
        "CLOCK_FORGOTTEN, SEEN",
        "NOTICE_SENT_AGAIN, SEEN_ONCE"
    })
    void everySwitchIsCaughtByItsPromise(BrokenSystem.Switch broken, Proof.Promise promise) {
        List<Long> missed = new ArrayList<>();
        for (long seed : SEEDS) {
            Proof proof = Proof.of(new BrokenSystem(plan(seed), EnumSet.of(broken)).run());
            if (proof.breachesOf(promise).isEmpty() || proof.holds()) {
                missed.add(seed);
            }
        }
        assertThat(missed).isEmpty();
    }

    /** The table of docs/drill.md: when a drill is long enough to catch each switch. */
    @Test
    void theDocumentSaysWhenEachSwitchIsCaught() throws IOException {
        String document = Files.readString(Path.of("../../docs/drill.md"));
        List<String> missing = Arrays.stream(BrokenSystem.Switch.values())
                .map(broken -> "| `%s` | %s |"
                        .formatted(
                                broken,
                                Arrays.stream(SEEDS)
                                        .mapToObj(seed -> caughtAfter(broken, seed) + " s")
                                        .collect(Collectors.joining(" | "))))
                .filter(row -> !document.contains(row))
                .toList();

        assertThat(missing).isEmpty();
    }

    /** The first second after which a drill with the same faults, ended there, does not hold. */
    private static long caughtAfter(BrokenSystem.Switch broken, long seed) {
        FaultPlan whole = plan(seed);
        return LongStream.rangeClosed(1, LENGTH.toSeconds())
                .filter(second -> {
                    Duration length = Duration.ofSeconds(second);
                    List<Fault> faults = whole.faults().stream()
                            .filter(fault -> fault.at().compareTo(length) < 0)
                            .toList();
                    FaultPlan plan = new FaultPlan(seed, length, faults);
                    return !Proof.of(new BrokenSystem(plan, EnumSet.of(broken)).run())
                            .holds();
                })
                .findFirst()
                .orElseThrow();
    }

    private static FaultPlan plan(long seed) {
        return FaultPlan.of(seed, LENGTH, TARGETS, true);
    }
}
