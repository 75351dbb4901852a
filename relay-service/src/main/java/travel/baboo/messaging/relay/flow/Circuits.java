package travel.baboo.messaging.relay.flow;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig.SlidingWindowType;
import io.github.resilience4j.core.IntervalFunction;
import java.time.Clock;

/** Creates circuit breakers from {@link CircuitConfig}. */
final class Circuits {

    /** resilience4j rejects shorter intervals. */
    private static final long SHORTEST_OPEN_MILLIS = 10;

    private static final double DOUBLED = 2;
    private static final float PERCENT = 100;

    private Circuits() {}

    /**
     * A closed circuit.
     *
     * @throws IllegalArgumentException naming the invalid setting
     */
    static CircuitBreaker create(String destination, CircuitConfig config, Clock clock) {
        require(config.window().toSeconds() >= 1, "window", "at least 1s");
        require(config.minimumRequests() >= 1, "minimum-requests", "at least 1");
        require(config.failureRate() > 0 && config.failureRate() <= 1, "failure-rate", "above 0 and at most 1");
        require(config.openFor().toMillis() >= SHORTEST_OPEN_MILLIS, "open-for", "at least 10ms");
        require(config.longestOpen().compareTo(config.openFor()) >= 0, "longest-open", "at least open-for");
        require(config.refusals() >= 1, "refusals", "at least 1");
        return CircuitBreaker.of(
                destination,
                CircuitBreakerConfig.custom()
                        .clock(clock)
                        .slidingWindowType(SlidingWindowType.TIME_BASED)
                        .slidingWindowSize((int) config.window().toSeconds())
                        .minimumNumberOfCalls(config.minimumRequests())
                        .failureRateThreshold((float) config.failureRate() * PERCENT)
                        .permittedNumberOfCallsInHalfOpenState(1)
                        .waitIntervalFunctionInOpenState(
                                IntervalFunction.ofExponentialBackoff(config.openFor(), DOUBLED, config.longestOpen()))
                        .recordResult(Health.DEGRADED::equals)
                        .build());
    }

    private static void require(boolean sensible, String setting, String range) {
        if (!sensible) {
            throw new IllegalArgumentException("baboo.relay.circuit." + setting + " is " + range);
        }
    }
}
