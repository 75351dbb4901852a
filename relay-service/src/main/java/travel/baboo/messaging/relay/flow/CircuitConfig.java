package travel.baboo.messaging.relay.flow;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** When a destination that fails is left alone, and for how long. */
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
}
