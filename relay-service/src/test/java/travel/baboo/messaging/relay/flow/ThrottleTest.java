package travel.baboo.messaging.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ThrottleTest {

    private static final Duration TOOK = Duration.ofMillis(20);

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

    private final Throttle throttle =
            new Throttle("make", new Traffic(8, 300, Duration.ofSeconds(10)), new CircuitSettings(), clock);

    @Test
    void aFewFailuresAmongManyLeaveItClosed() {
        for (int i = 0; i < 100; i++) {
            one().used(i % 3 == 0 ? Health.DEGRADED : Health.HEALTHY, TOOK, 1, null);
            now = now.plusMillis(100);
        }
        assertThat(throttle.circuit()).isEqualTo("closed");
    }

    @Test
    void tooFewRequestsSayNothing() {
        fail(9);
        assertThat(throttle.circuit()).isEqualTo("closed");
    }

    @Test
    void whatIsLongAgoNoLongerCounts() {
        fail(9);
        now = now.plusSeconds(31);
        fail(9);
        assertThat(throttle.circuit()).isEqualTo("closed");
    }

    @Test
    void whileTheCircuitIsOpenNothingPassesAndAfterwardsOneProbes() {
        fail(10);
        assertThat(throttle.circuit()).isEqualTo("open");
        assertThat(throttle.take(8)).isEmpty();
        afterSeconds(5);
        List<Permit> probes = throttle.take(8);
        assertThat(probes).hasSize(1);
        assertThat(throttle.take(8)).isEmpty();
        assertThat(throttle.circuit()).isEqualTo("half-open");
        probes.get(0).used(Health.HEALTHY, TOOK, 1, null);
        assertThat(throttle.circuit()).isEqualTo("closed");
        assertThat(throttle.take(8)).hasSize(8);
    }

    @Test
    void aProbeThatFailsMakesTheWaitLongerUpToItsLimit() {
        fail(10);
        for (long wait : new long[] {5, 10, 15, 15}) {
            now = now.plusSeconds(wait).minusMillis(1);
            assertThat(throttle.take(5)).isEmpty();
            now = now.plusMillis(2);
            one().used(Health.DEGRADED, TOOK, 1, null);
        }
    }

    /** A probe that ended by an exception outside its call once left the circuit half-open for good. */
    @Test
    void aProbeThatIsReleasedIsThereForTheNextHoweverOftenItIsReleased() {
        fail(10);
        afterSeconds(5);
        Permit probe = one();
        probe.release();
        probe.release();
        probe.used(Health.DEGRADED, TOOK, 1, null);
        assertThat(throttle.circuit()).isEqualTo("half-open");
        assertThat(throttle.take(8)).hasSize(1);
        assertThat(throttle.take(8)).isEmpty();
    }

    @Test
    void aUsedPermitDoesNotReturnByARelease() {
        fail(10);
        afterSeconds(5);
        Permit probe = one();
        probe.used(Health.DEGRADED, TOOK, 1, null);
        probe.release();
        afterSeconds(10);
        assertThat(throttle.take(8)).hasSize(1);
    }

    @Test
    void whatARequestOfAnEarlierPeriodShowedCountsNoMore() {
        Permit early = one();
        Permit unused = one();
        fail(10);
        afterSeconds(5);
        Permit probe = one();
        early.used(Health.HEALTHY, TOOK, 1, null);
        unused.release();
        assertThat(throttle.circuit()).isEqualTo("half-open");
        assertThat(throttle.take(8)).isEmpty();
        probe.used(Health.HEALTHY, TOOK, 1, null);
        assertThat(throttle.circuit()).isEqualTo("closed");
    }

    @Test
    void aRefusalIsNoFailureOfTheDestination() {
        for (int i = 0; i < 20; i++) {
            one().used(Health.REFUSING, TOOK, 1, null);
            now = now.plusMillis(500);
        }
        assertThat(throttle.circuit()).isEqualTo("closed");
    }

    @Test
    void anOverloadedDestinationGetsNothingForAsLongAsItWants() {
        one().used(Health.OVERLOADED, TOOK, 1, Duration.ofSeconds(3));
        assertThat(throttle.take(8)).isEmpty();
        now = now.plusSeconds(2);
        assertThat(throttle.take(8)).isEmpty();
        now = now.plusSeconds(1);
        assertThat(throttle.take(8)).hasSize(8);
    }

    @Test
    void withoutRoomNothingIsTaken() {
        assertThat(throttle.take(0)).isEmpty();
        assertThat(throttle.take(-3)).isEmpty();
    }

    @Test
    void severalDifferentDeliveriesInARowThatAreRefusedPause() {
        UUID one = UUID.randomUUID();
        assertThat(throttle.refused(one)).isFalse();
        assertThat(throttle.refused(one)).isFalse();
        assertThat(throttle.refused(UUID.randomUUID())).isFalse();
        assertThat(throttle.refused(UUID.randomUUID())).isTrue();
    }

    @Test
    void refusalsWithAnAcceptedOneBetweenThemAreNoRow() {
        throttle.refused(UUID.randomUUID());
        throttle.refused(UUID.randomUUID());
        throttle.accepted();
        assertThat(throttle.refused(UUID.randomUUID())).isFalse();
    }

    @ParameterizedTest
    @MethodSource("settingsThatMakeNoSense")
    void aSettingThatMakesNoSenseIsNamed(CircuitSettings settings, String name) {
        assertThatThrownBy(() -> new Throttle("make", new Traffic(8, 0, Duration.ofSeconds(1)), settings, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("baboo.relay.circuit." + name);
    }

    static Stream<Arguments> settingsThatMakeNoSense() {
        Duration second = Duration.ofSeconds(1);
        return Stream.of(
                Arguments.of(new CircuitSettings(Duration.ofMillis(10), 1, 0.5, second, second, 1), "window"),
                Arguments.of(new CircuitSettings(second, 0, 0.5, second, second, 1), "minimum-requests"),
                Arguments.of(new CircuitSettings(second, 1, 0, second, second, 1), "failure-rate"),
                Arguments.of(new CircuitSettings(second, 1, 1.5, second, second, 1), "failure-rate"),
                Arguments.of(new CircuitSettings(second, 1, 0.5, Duration.ZERO, second, 1), "open-for"),
                Arguments.of(new CircuitSettings(second, 1, 0.5, second, Duration.ofMillis(500), 1), "longest-open"),
                Arguments.of(new CircuitSettings(second, 1, 0.5, second, second, 0), "refusals"));
    }

    /** A moment more than so long. */
    private void afterSeconds(long seconds) {
        now = now.plusSeconds(seconds).plusMillis(1);
    }

    private Permit one() {
        return throttle.take(1).get(0);
    }

    private void fail(int times) {
        throttle.take(times).forEach(permit -> permit.used(Health.DEGRADED, TOOK, 1, null));
    }
}
