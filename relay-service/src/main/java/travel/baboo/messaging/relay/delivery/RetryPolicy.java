package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * When the next attempt is made: by a schedule, but never before the receiver wants.
 *
 * <p>With equal jitter: at least half of each pause, so that the schedule lasts at least half as long as it says, and the rest by chance, so
 * that those that failed together do not come back together.
 */
final class RetryPolicy {

    /** The wait for a receiver that asks to wait and does not say how long. */
    private static final Duration LONGEST_THROTTLED = Duration.ofSeconds(30);

    private RetryPolicy() {}

    /**
     * The time of the next attempt after a failed one; empty when the schedule is used up.
     *
     * @param failures how many attempts have failed, the last one included; at least 1
     * @param retryAfter what the receiver asked for
     */
    static Optional<Instant> next(
            Instant now, int failures, List<Duration> schedule, @Nullable Duration retryAfter, RandomGenerator random) {
        return failures > schedule.size()
                ? Optional.empty()
                : Optional.of(now.plus(longer(jittered(schedule.get(failures - 1), random), retryAfter)));
    }

    /**
     * The time of the next attempt after the receiver asked to wait, which is no failure.
     *
     * @param attempts how many there have been, the last one included; at least 1
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
