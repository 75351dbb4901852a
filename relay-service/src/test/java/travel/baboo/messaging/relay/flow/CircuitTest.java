package travel.baboo.messaging.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CircuitTest {

    static final CircuitConfig CONFIG = new CircuitConfig() {
        @Override
        public Duration window() {
            return Duration.ofSeconds(30);
        }

        @Override
        public int minimumRequests() {
            return 10;
        }

        @Override
        public double failureRate() {
            return 0.5;
        }

        @Override
        public Duration openFor() {
            return Duration.ofSeconds(5);
        }

        @Override
        public Duration longestOpen() {
            return Duration.ofSeconds(15);
        }
    };

    private final Circuit circuit = new Circuit(CONFIG);
    private Instant now = Instant.parse("2026-08-11T13:00:00Z");

    @Test
    void aFewFailuresAmongManyLeaveItClosed() {
        for (int i = 0; i < 100; i++) {
            circuit.succeeded(now);
            if (i % 3 == 0) {
                circuit.failed(now);
            }
        }
        assertThat(circuit.admit(7, now)).isEqualTo(7);
    }

    @Test
    void tooFewRequestsSayNothing() {
        fail(9);
        assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void whatIsLongAgoNoLongerCounts() {
        fail(9);
        now = now.plusSeconds(31);
        fail(9);
        assertThat(circuit.state()).isEqualTo(Circuit.State.CLOSED);
    }

    @Test
    void itOpensProbesWithOneRequestAndCloses() {
        fail(10);
        assertThat(circuit.admit(5, now)).isZero();
        now = now.plusSeconds(5);
        assertThat(circuit.admit(5, now)).isEqualTo(1);
        assertThat(circuit.admit(5, now)).isZero();
        circuit.succeeded(now);
        assertThat(circuit.admit(5, now)).isEqualTo(5);
    }

    @Test
    void aProbeThatFailsMakesTheWaitLongerUpToItsLimit() {
        fail(10);
        for (long wait : new long[] {5, 10, 15, 15}) {
            now = now.plusSeconds(wait).minusMillis(1);
            assertThat(circuit.admit(5, now)).isZero();
            now = now.plusMillis(1);
            assertThat(circuit.admit(5, now)).isEqualTo(1);
            circuit.failed(now);
        }
    }

    @Test
    void aProbeThatWasNotNeededIsThereForTheNext() {
        fail(10);
        now = now.plusSeconds(5);
        assertThat(circuit.admit(1, now)).isEqualTo(1);
        circuit.unused();
        assertThat(circuit.admit(1, now)).isEqualTo(1);
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            circuit.failed(now);
        }
    }
}
