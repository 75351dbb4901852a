package travel.baboo.messaging.relay.flow;

import java.time.Duration;

/**
 * The load that a destination accepts.
 *
 * @param concurrency maximum concurrent requests per instance
 * @param limit maximum requests in any {@code period}, over all instances; 0 for no limit
 */
public record Traffic(int concurrency, int limit, Duration period) {

    public Traffic {
        if (concurrency < 1) {
            throw new IllegalArgumentException("a destination's concurrency is at least 1");
        }
        if (limit < 0 || period.isNegative() || period.isZero()) {
            throw new IllegalArgumentException("a rate is a number of requests, or 0, in a time");
        }
    }
}
