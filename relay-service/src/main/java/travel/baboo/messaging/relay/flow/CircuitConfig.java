package travel.baboo.messaging.relay.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When requests to a destination that is degraded or refuses us stop, and for how long. */
@ConfigMapping(prefix = "baboo.relay.circuit")
public interface CircuitConfig {

    /** Failures are counted over this time. */
    @WithDefault("30s")
    Duration window();

    /** With fewer requests in the window nothing is concluded. */
    @WithDefault("10")
    int minimumRequests();

    /** From this share of failures on, 0 to 1, the destination is left alone. */
    @WithDefault("0.5")
    double failureRate();

    /** How long until the first probe. */
    @WithDefault("5s")
    Duration openFor();

    /** The wait doubles with every failed probe, up to this. */
    @WithDefault("2m")
    Duration longestOpen();

    /** After this many different deliveries in a row that it refused with 401, 403, 404, 410 or a redirect, a destination is paused. */
    @WithDefault("5")
    int refusals();

    /** How long until one delivery tries a destination that was paused for its refusals. */
    @WithDefault("1m")
    Duration refusalProbe();
}
