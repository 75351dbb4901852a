package travel.baboo.messaging.relay.flow;

import java.time.Duration;

/**
 * What a destination bears.
 *
 * @param concurrency the most requests of one instance under way
 * @param limit the most requests in any {@code period}, of all instances together; 0 for no limit
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
