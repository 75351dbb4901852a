package travel.baboo.messaging.token.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** How often those may call who are not logged in. */
@ConfigMapping(prefix = "baboo.token.rate-limit")
public interface RateLimitConfig {

    /** For each client address; an IPv6 client is its /64 network. */
    Bucket client();

    /** For all clients of this instance together. */
    Bucket instance();

    /** How many client addresses are remembered; beyond, the least used are forgotten. */
    @WithDefault("50000")
    long maxClients();

    /**
     * Proxies in front of us, as address ranges ({@code TRUSTED_PROXIES}): what they say in {@code X-Forwarded-For} is believed. Nobody
     * by default.
     */
    Optional<List<String>> trustedProxies();

    /** A token bucket. */
    interface Bucket {

        /** How many calls may come at once. */
        long burst();

        /** How many calls come back each {@link #period()}, evenly. */
        long refill();

        /** In what time the refill comes. */
        Duration period();
    }
}
