package travel.baboo.messaging.relay.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the relay may connect to. */
@ConfigMapping(prefix = "baboo.relay.network")
public interface NetworkConfig {

    /** Whether hooks may use plain {@code http} ({@code RELAY_HTTP_ALLOWED}); for the local stack. */
    @WithDefault("false")
    boolean httpAllowed();

    /** Private address ranges that are allowed nevertheless, as CIDRs ({@code RELAY_ALLOWED_ADDRESSES}). */
    Optional<List<String>> allowedAddresses();

    /** Timeout for connecting. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long a resolved address is used. */
    @WithDefault("30s")
    Duration addressLifetime();
}
