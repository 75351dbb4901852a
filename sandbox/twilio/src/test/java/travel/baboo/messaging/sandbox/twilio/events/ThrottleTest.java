package travel.baboo.messaging.sandbox.twilio.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ThrottleTest {

    private static final Instant NOON = Instant.parse("2026-08-11T12:00:00Z");

    private final Throttle throttle = new Throttle();

    @Test
    void nobodyIsThrottledBeforeARefusal() {
        assertThat(throttle.pause(1_000, NOON)).isZero();
    }

    @Test
    void theFirstRefusalAllowsAHundredEventsASecondAndEachFurtherOneAPercentLess() {
        throttle.refused(NOON);
        assertThat(throttle.pause(100, NOON)).isEqualTo(Duration.ofSeconds(1));
        assertThat(throttle.pause(1, NOON)).isEqualTo(Duration.ofMillis(10));
        for (int i = 0; i < 50; i++) {
            throttle.refused(NOON);
        }
        assertThat(throttle.pause(50, NOON)).isEqualTo(Duration.ofSeconds(1));
        for (int i = 0; i < 200; i++) {
            throttle.refused(NOON);
        }
        assertThat(throttle.pause(1, NOON)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void fiveQuietMinutesEndIt() {
        throttle.refused(NOON);
        assertThat(throttle.pause(1, NOON.plusSeconds(300))).isPositive();
        assertThat(throttle.pause(1, NOON.plusSeconds(301))).isZero();
        throttle.refused(NOON.plusSeconds(302));
        assertThat(throttle.pause(100, NOON.plusSeconds(302))).isEqualTo(Duration.ofSeconds(1));
    }
}
