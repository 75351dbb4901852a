package travel.baboo.messaging.relay.flow;

import java.time.Duration;

/** Settings of a circuit, for tests. */
record CircuitSettings(
        Duration window, int minimumRequests, double failureRate, Duration openFor, Duration longestOpen, int refusals)
        implements CircuitConfig {

    CircuitSettings() {
        this(Duration.ofSeconds(30), 10, 0.5, Duration.ofSeconds(5), Duration.ofSeconds(15), 3);
    }

    @Override
    public Duration refusalProbe() {
        return Duration.ofMinutes(1);
    }
}
