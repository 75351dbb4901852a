package travel.baboo.messaging.relay.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When requests to a failing or refusing destination stop, and for how long. */
@ConfigMapping(prefix = "baboo.relay.circuit")
public interface CircuitConfig {

    /** The time over which failures are counted. */
    @WithDefault("30s")
    Duration window();

    /** Minimum requests in the window before the circuit can open. */
    @WithDefault("10")
    int minimumRequests();

    /** The failure rate, 0 to 1, at which the circuit opens. */
    @WithDefault("0.5")
    double failureRate();

    /** Time until the first probe. */
    @WithDefault("5s")
    Duration openFor();

    /** Maximum time between probes; it doubles with each failed one. */
    @WithDefault("2m")
    Duration longestOpen();

    /** Number of different deliveries refused in a row with 401, 403, 404, 410 or a redirect after which the destination is paused. */
    @WithDefault("5")
    int refusals();

    /** Time until a destination that was paused for refusals is probed with one delivery. */
    @WithDefault("1m")
    Duration refusalProbe();
}
