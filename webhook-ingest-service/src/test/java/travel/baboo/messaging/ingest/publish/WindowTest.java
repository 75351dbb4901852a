package travel.baboo.messaging.ingest.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WindowTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:03:28.879Z");

    @Test
    void nothingIsReleasedBeforeAllBeforeItAre() {
        Window window = new Window(7, 10);
        Window.Entry first = window.add(8, NOW);
        Window.Entry second = window.add(12, NOW);

        window.release(second);
        assertThat(window.released()).isEqualTo(7);
        window.release(first);
        assertThat(window.released()).isEqualTo(12);
        assertThat(window.isEmpty()).isTrue();
    }

    /** What lost 4,092 of 4,097 accepted events: a failure emptied the full window, and a skipped record then moved past all of it. */
    @Test
    void aRecordThatIsSkippedAfterAFailureMovesNothing() {
        Window window = new Window(0, 5_000);
        List<Window.Entry> inFlight = new ArrayList<>();
        for (int sequence = 1; sequence <= 4_096; sequence++) {
            inFlight.add(window.add(sequence, NOW));
        }
        Window.Entry skipped = window.add(4_097, NOW);

        window.freeze();
        window.release(skipped);
        assertThat(window.released()).isZero();

        window.release(inFlight.get(0));
        assertThat(window.released()).isEqualTo(1);
    }

    @Test
    void aFrozenOrFullWindowTakesNothing() {
        Window full = new Window(0, 1);
        full.add(1, NOW);
        assertThatThrownBy(() -> full.add(2, NOW)).isInstanceOf(IllegalStateException.class);

        Window frozen = new Window(0, 10);
        frozen.freeze();
        assertThat(frozen.hasRoom()).isFalse();
        assertThatThrownBy(() -> frozen.add(1, NOW)).isInstanceOf(IllegalStateException.class);
    }

    /**
     * For any interleaving of acknowledgements, failures, quarantined records and crashes: what is released was acknowledged or is in
     * quarantine, without a gap, and everything comes out in the end.
     */
    @Test
    void whateverHappensInWhateverOrderNothingIsLost() {
        for (int seed = 0; seed < 2_000; seed++) {
            new History(new Random(seed), seed).play();
        }
    }

    /** A journal, a Kafka that acknowledges out of order and fails, and a publisher that crashes. */
    private static final class History {
        private static final int RECORDS = 60;

        private final Random random;
        private final int seed;
        private final Set<Long> safe = new HashSet<>();
        private long checkpoint;

        History(Random random, int seed) {
            this.random = random;
            this.seed = seed;
        }

        void play() {
            int runs = 0;
            while (checkpoint < RECORDS) {
                run();
                assertThat(++runs).as("seed %d ends", seed).isLessThan(10_000);
            }
            assertThat(safe).as("seed %d", seed).hasSize(RECORDS);
        }

        private void run() {
            Window window = new Window(checkpoint, 1 + random.nextInt(20));
            List<Window.Entry> inFlight = new ArrayList<>();
            long next = checkpoint + 1;
            while (!(window.frozen() && inFlight.isEmpty()) && !(next > RECORDS && inFlight.isEmpty())) {
                int happens = random.nextInt(100);
                if (happens < 40 && window.hasRoom() && next <= RECORDS) {
                    Window.Entry entry = window.add(next++, NOW);
                    if (random.nextInt(10) == 0) {
                        arrive(window, entry);
                    } else {
                        inFlight.add(entry);
                    }
                } else if (happens < 85 && !inFlight.isEmpty()) {
                    // One partition after another: a later record of another partition may be first.
                    Window.Entry entry = inFlight.remove(random.nextInt(Math.min(3, inFlight.size())));
                    arrive(window, entry);
                } else if (happens < 92 && !inFlight.isEmpty()) {
                    inFlight.remove(random.nextInt(inFlight.size()));
                    window.freeze();
                } else if (happens == 99) {
                    save(window);
                    return;
                }
                if (random.nextInt(4) == 0) {
                    save(window);
                }
            }
            save(window);
        }

        private void arrive(Window window, Window.Entry entry) {
            safe.add(entry.sequence());
            window.release(entry);
        }

        private void save(Window window) {
            assertThat(window.released()).as("seed %d: never back", seed).isGreaterThanOrEqualTo(checkpoint);
            for (long sequence = checkpoint + 1; sequence <= window.released(); sequence++) {
                assertThat(safe)
                        .as("seed %d: released before it was safe", seed)
                        .contains(sequence);
            }
            checkpoint = window.released();
        }
    }
}
