package travel.baboo.messaging.relay.flow;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The right to make one request to a destination.
 *
 * <p>Promise: it ends exactly once. Whatever ends it first counts, what comes later is nothing; so its owner releases it in every
 * ending, and a permit that was used is not returned by that.
 */
public final class Permit {

    private final Throttle throttle;
    private final long period;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param period the circuit's period in which it was given: it says nothing about another */
    Permit(Throttle throttle, long period) {
        this.throttle = throttle;
        this.period = period;
    }

    /** A request was made.
     *
     * @param weight for how many requests it counts
     * @param retryAfter how long an overloaded destination wants no more; null when it does not say
     */
    public void used(Health health, Duration duration, int weight, @Nullable Duration retryAfter) {
        if (health == Health.NOT_CALLED) {
            release();
        } else if (ended.compareAndSet(false, true)) {
            throttle.used(period, health, duration, weight, retryAfter);
        }
    }

    /** No request was made: another may be made in its place. */
    public void release() {
        if (ended.compareAndSet(false, true)) {
            throttle.released(period);
        }
    }
}
