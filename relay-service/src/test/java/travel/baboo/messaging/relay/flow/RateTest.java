package travel.baboo.messaging.relay.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import org.junit.jupiter.api.Test;

class RateTest {

    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final TestClock clock = new TestClock();

    @Test
    void inNoWindowAreThereMoreThanTheLimit() {
        assertThat(mostInAnyWindow(new Rate(new Traffic(1, 300, PERIOD), clock)))
                .isBetween(250, 300);
    }

    @Test
    void instancesShareTheLimit() {
        Rate rate = new Rate(new Traffic(1, 300, PERIOD), clock);
        rate.divideBy(3);
        assertThat(mostInAnyWindow(rate)).isBetween(80, 130);
        rate.divideBy(1);
        clock.now = clock.now.plus(PERIOD);
        assertThat(mostInAnyWindow(rate)).isBetween(250, 300);
    }

    @Test
    void lessThanOneForEachInstanceIsStillShared() {
        Rate rate = new Rate(new Traffic(1, 1, Duration.ofSeconds(1)), clock);
        rate.divideBy(4);
        assertThat(mostInAnyWindow(rate)).isBetween(2, 4);
    }

    @Test
    void withoutALimitEverythingPasses() {
        assertThat(new Rate(new Traffic(1, 0, PERIOD), clock).take(100_000)).isEqualTo(100_000);
    }

    @Test
    void whatWasNotUsedComesBackAndWhatWeighedMoreIsPaidFor() {
        Rate rate = new Rate(new Traffic(1, 100, PERIOD), clock);
        assertThat(rate.take(10)).isEqualTo(10);
        assertThat(rate.take(1)).isZero();
        rate.release(4);
        assertThat(rate.take(10)).isEqualTo(4);
        rate.charge(9);
        clock.now = clock.now.plusSeconds(1);
        assertThat(rate.take(10)).isZero();
        clock.now = clock.now.plusSeconds(1);
        assertThat(rate.take(10)).isPositive();
    }

    private int mostInAnyWindow(Rate rate) {
        Deque<Instant> recent = new ArrayDeque<>();
        int most = 0;
        for (int step = 0; step < 3_000; step++) {
            for (int i = rate.take(1_000); i > 0; i--) {
                recent.addLast(clock.now);
            }
            while (!recent.isEmpty() && !recent.getFirst().isAfter(clock.now.minus(PERIOD))) {
                recent.removeFirst();
            }
            most = Math.max(most, recent.size());
            clock.now = clock.now.plusMillis(10);
        }
        return most;
    }

    private static final class TestClock extends Clock {

        private Instant now = Instant.parse("2026-08-11T13:00:00Z");

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
    }
}
