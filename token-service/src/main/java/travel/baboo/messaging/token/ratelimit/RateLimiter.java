package travel.baboo.messaging.token.ratelimit;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Duration;
import java.util.Optional;
import travel.baboo.messaging.common.network.IpAddress;

/**
 * Token buckets per client and for all clients.
 *
 * <p>Promises: one client cannot exhaust the limit for all, because only calls within its own limit count against it; a
 * flood from many addresses is bounded in memory. A dropped client starts
 * with a full bucket, which the limit for all makes harmless.
 *
 * <p>Caffeine loads its generated classes by names that depend on the builder (strong keys and values, maximum
 * size, expiry after access). A native executable contains only registered ones.
 */
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMSA", "com.github.benmanes.caffeine.cache.PSAMS"})
final class RateLimiter {

    private static final int V6_CLIENT_PREFIX = 64;

    /** The exceeded limit, and the time until the next permitted call. */
    record Refusal(Scope scope, Duration retryAfter) {}

    enum Scope {
        CLIENT,
        INSTANCE
    }

    private final RateLimitConfig.Bucket perClient;
    private final TimeMeter time;
    private final Bucket instance;
    private final Cache<IpAddress, Bucket> clients;

    RateLimiter(RateLimitConfig config, TimeMeter time) {
        this.perClient = config.client();
        this.time = time;
        this.instance = bucket(config.instance());
        this.clients = Caffeine.newBuilder()
                .maximumSize(config.maxClients())
                .expireAfterAccess(timeToFill(perClient))
                .ticker(time::currentTimeNanos)
                .executor(Runnable::run)
                .build();
    }

    private Bucket bucket(RateLimitConfig.Bucket limit) {
        return Bucket.builder()
                .withCustomTimePrecision(time)
                .addLimit(rule -> rule.capacity(limit.burst()).refillGreedy(limit.refill(), limit.period()))
                .build();
    }

    /** After this time without a call a bucket is full again and can be dropped without effect. */
    private static Duration timeToFill(RateLimitConfig.Bucket limit) {
        return limit.period()
                .multipliedBy(limit.burst())
                .dividedBy(limit.refill())
                .plusSeconds(1);
    }

    /** Counts a call; returns the exceeded limit, or nothing if the call may pass. */
    Optional<Refusal> tryPass(IpAddress client) {
        Bucket own =
                clients.get(client.isV4() ? client : client.network(V6_CLIENT_PREFIX), address -> bucket(perClient));
        ConsumptionProbe first = own.tryConsumeAndReturnRemaining(1);
        if (!first.isConsumed()) {
            return Optional.of(refusal(Scope.CLIENT, first));
        }
        ConsumptionProbe second = instance.tryConsumeAndReturnRemaining(1);
        if (!second.isConsumed()) {
            own.addTokens(1);
            return Optional.of(refusal(Scope.INSTANCE, second));
        }
        return Optional.empty();
    }

    private static Refusal refusal(Scope scope, ConsumptionProbe probe) {
        return new Refusal(scope, Duration.ofNanos(probe.getNanosToWaitForRefill()));
    }

    /** As {@link #size()}, including entries about to be dropped. */
    long sizeWithExpired() {
        return clients.estimatedSize();
    }

    /** The cache, for a test of its generated classes. */
    Cache<IpAddress, Bucket> clients() {
        return clients;
    }

    /** Number of clients in memory. */
    long size() {
        clients.cleanUp();
        return clients.estimatedSize();
    }
}
