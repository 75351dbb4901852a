package travel.baboo.messaging.token.ratelimit;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Rate limits for anonymous callers. */
@ConfigMapping(prefix = "baboo.token.rate-limit")
public interface RateLimitConfig {

    /** Per client address; an IPv6 client is its /64 network. */
    Bucket client();

    /** For all clients of this instance together. */
    Bucket instance();

    /** Maximum number of client addresses in memory; the least recently used are dropped. */
    @WithDefault("50000")
    long maxClients();

    /**
     * Address ranges of proxies whose {@code X-Forwarded-For} is trusted ({@code TRUSTED_PROXIES}). Default:
     * none.
     */
    Optional<List<String>> trustedProxies();

    /** A token bucket. */
    interface Bucket {

        /** Maximum number of calls at once. */
        long burst();

        /** Number of calls added per {@link #period()}, evenly. */
        long refill();

        /** The refill period. */
        Duration period();
    }
}
