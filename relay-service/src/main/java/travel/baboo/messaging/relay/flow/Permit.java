package travel.baboo.messaging.relay.flow;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The permission to make one request to a destination.
 *
 * <p>Promise: it ends exactly once. The first ending counts, later ones have no effect; so its owner releases it on every
 * path, and releasing a used permit does not return it.
 */
public final class Permit {

    private final Throttle throttle;
    private final long period;
    private final AtomicBoolean ended = new AtomicBoolean();

    /** @param period the circuit's period in which it was issued: its result counts in no other */
    Permit(Throttle throttle, long period) {
        this.throttle = throttle;
        this.period = period;
    }

    /** A request was made.
     *
     * @param weight the number of requests it counts for
     * @param retryAfter how long an overloaded destination wants no requests; null if it did not say
     */
    public void used(Health health, Duration duration, int weight, @Nullable Duration retryAfter) {
        if (health == Health.NOT_CALLED) {
            release();
        } else if (ended.compareAndSet(false, true)) {
            throttle.used(period, health, duration, weight, retryAfter);
        }
    }

    /** No request was made: the permit becomes available again. */
    public void release() {
        if (ended.compareAndSet(false, true)) {
            throttle.released(period);
        }
    }
}
