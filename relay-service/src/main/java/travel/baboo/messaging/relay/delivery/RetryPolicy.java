package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Calculates the time of the next attempt: by the schedule, but never earlier than the receiver asked for.
 *
 * <p>Uses equal jitter: half of each pause is fixed, so that the schedule lasts at least half of its nominal time, and half is random, so
 * that deliveries that failed together do not retry together.
 */
final class RetryPolicy {

    /** The wait for a receiver that throttles without saying how long. */
    private static final Duration LONGEST_THROTTLED = Duration.ofSeconds(30);

    private RetryPolicy() {}

    /**
     * The time of the next attempt after a failure; empty if the schedule is exhausted.
     *
     * @param failures number of failed attempts including the last; at least 1
     * @param retryAfter what the receiver asked for
     */
    static Optional<Instant> next(
            Instant now, int failures, List<Duration> schedule, @Nullable Duration retryAfter, RandomGenerator random) {
        return failures > schedule.size()
                ? Optional.empty()
                : Optional.of(now.plus(longer(jittered(schedule.get(failures - 1), random), retryAfter)));
    }

    /**
     * The time of the next attempt after throttling, which is not a failure.
     *
     * @param attempts number of attempts including the last; at least 1
     */
    static Instant throttled(
            Instant now, int attempts, List<Duration> schedule, @Nullable Duration retryAfter, RandomGenerator random) {
        Duration pause = schedule.isEmpty() ? LONGEST_THROTTLED : schedule.get(Math.min(attempts, schedule.size()) - 1);
        Duration bounded = pause.compareTo(LONGEST_THROTTLED) > 0 ? LONGEST_THROTTLED : pause;
        return now.plus(longer(jittered(bounded, random), retryAfter));
    }

    private static Duration jittered(Duration pause, RandomGenerator random) {
        long millis = pause.toMillis();
        long half = millis / 2;
        return Duration.ofMillis(half + random.nextLong(millis - half + 1));
    }

    private static Duration longer(Duration pause, @Nullable Duration retryAfter) {
        return retryAfter != null && retryAfter.compareTo(pause) > 0 ? retryAfter : pause;
    }
}
