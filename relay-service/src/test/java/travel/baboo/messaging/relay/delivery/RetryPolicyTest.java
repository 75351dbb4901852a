package travel.baboo.messaging.relay.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class RetryPolicyTest {

    private static final Instant NOW = Instant.parse("2026-08-11T13:00:00Z");
    private static final List<Duration> SCHEDULE = List.of(
            Duration.ofSeconds(5),
            Duration.ofSeconds(30),
            Duration.ofMinutes(2),
            Duration.ofMinutes(10),
            Duration.ofMinutes(30),
            Duration.ofHours(2),
            Duration.ofHours(5),
            Duration.ofHours(10));

    /** Full jitter made of the 17.7 hours of this schedule 8.9 in the median, and often less. */
    @Test
    void aScheduleLastsAtLeastHalfAsLongAsItSays() {
        Duration whole = SCHEDULE.stream().reduce(Duration.ZERO, Duration::plus);
        LongStream lengths = IntStream.range(0, 1_000).mapToLong(seed -> {
            Random random = new Random(seed);
            Instant now = NOW;
            for (int failures = 1; failures <= SCHEDULE.size(); failures++) {
                now = RetryPolicy.next(now, failures, SCHEDULE, null, random).orElseThrow();
            }
            return Duration.between(NOW, now).toMillis();
        });
        assertThat(lengths.boxed()).allSatisfy(millis -> assertThat(millis)
                .isBetween(whole.toMillis() / 2 - SCHEDULE.size(), whole.toMillis()));
    }

    @Test
    void afterTheLastPauseThereIsNoNextAttempt() {
        assertThat(RetryPolicy.next(NOW, SCHEDULE.size() + 1, SCHEDULE, null, new Random(1)))
                .isEmpty();
        assertThat(RetryPolicy.next(NOW, 1, List.of(), null, new Random(1))).isEmpty();
    }

    @Test
    void theReceiversWishCountsWhenItIsLonger() {
        Duration wish = Duration.ofMinutes(3);
        assertThat(RetryPolicy.next(NOW, 1, SCHEDULE, wish, new Random(1))).contains(NOW.plus(wish));
        assertThat(RetryPolicy.throttled(NOW, 1, SCHEDULE, wish, new Random(1))).isEqualTo(NOW.plus(wish));
        assertThat(RetryPolicy.next(NOW, 8, SCHEDULE, wish, new Random(1)).orElseThrow())
                .isAfter(NOW.plus(Duration.ofHours(4)));
    }

    @Test
    void aPauseOfNothingIsOne() {
        assertThat(RetryPolicy.next(NOW, 1, List.of(Duration.ZERO), null, new Random(1)))
                .contains(NOW);
    }
}
