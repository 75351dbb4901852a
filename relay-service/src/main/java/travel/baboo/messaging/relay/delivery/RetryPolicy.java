package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** When to try again: by a schedule with full jitter, but never before the receiver wants. */
final class RetryPolicy {

    private final RandomGenerator random;

    RetryPolicy(RandomGenerator random) {
        this.random = random;
    }

    /**
     * The time of the next attempt; empty when the schedule is used up.
     *
     * @param attempts how many there have been, the last one included; at least 1
     * @param retryAfter what the receiver asked for
     */
    Optional<Instant> next(Instant now, int attempts, List<Duration> schedule, @Nullable Duration retryAfter) {
        if (attempts > schedule.size()) {
            return Optional.empty();
        }
        long longest = schedule.get(attempts - 1).toMillis();
        Duration wait = Duration.ofMillis(longest == 0 ? 0 : random.nextLong(longest + 1));
        if (retryAfter != null && retryAfter.compareTo(wait) > 0) {
            wait = retryAfter;
        }
        return Optional.of(now.plus(wait));
    }
}
