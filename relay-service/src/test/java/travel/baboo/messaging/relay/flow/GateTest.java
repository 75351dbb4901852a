package travel.baboo.messaging.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class GateTest {

    private Instant now = Instant.parse("2026-08-11T13:00:00Z");

    private final Clock clock = new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    };

    private final Gate gate = new Gate("make", new Traffic(8, 300, Duration.ofSeconds(10)), CircuitTest.CONFIG, clock);

    @Test
    void whileTheCircuitIsOpenNothingPassesAndAfterwardsOneProbes() {
        fail(10);
        assertThat(gate.circuit()).isEqualTo("open");
        assertThat(gate.take(8)).isZero();
        now = now.plusSeconds(5);
        assertThat(gate.take(8)).isEqualTo(1);
        assertThat(gate.take(8)).isZero();
        assertThat(gate.circuit()).isEqualTo("half-open");
        gate.succeeded();
        assertThat(gate.take(8)).isEqualTo(8);
    }

    @Test
    void aProbeThatIsGivenBackIsThereForTheNext() {
        fail(10);
        now = now.plusSeconds(5);
        assertThat(gate.take(8)).isEqualTo(1);
        gate.giveBack(1);
        assertThat(gate.take(8)).isEqualTo(1);
    }

    @Test
    void whoAsksForFewerRequestsIsLeftAloneSoLong() {
        gate.coolDown(Duration.ofSeconds(3));
        gate.coolDown(null);
        now = now.plusSeconds(2);
        assertThat(gate.take(8)).isZero();
        now = now.plusSeconds(1);
        assertThat(gate.take(8)).isEqualTo(8);
    }

    @Test
    void withoutRoomNothingIsTaken() {
        assertThat(gate.take(0)).isZero();
        assertThat(gate.take(-3)).isZero();
    }

    private void fail(int times) {
        for (int i = 0; i < times; i++) {
            gate.failed();
        }
    }
}
