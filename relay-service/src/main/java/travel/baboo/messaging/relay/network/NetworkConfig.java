package travel.baboo.messaging.relay.network;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Where the relay may connect to. */
@ConfigMapping(prefix = "baboo.relay.network")
public interface NetworkConfig {

    /** Whether hooks may be plain {@code http} ({@code RELAY_HTTP_ALLOWED}); for the local stack. */
    @WithDefault("false")
    boolean httpAllowed();

    /** Ranges of private addresses that may be connected to all the same ({@code RELAY_ALLOWED_ADDRESSES}), as CIDRs. */
    Optional<List<String>> allowedAddresses();

    /** How long a connection may take. */
    @WithDefault("5s")
    Duration connectTimeout();

    /** How long a looked-up address is used. */
    @WithDefault("30s")
    Duration addressLifetime();
}
