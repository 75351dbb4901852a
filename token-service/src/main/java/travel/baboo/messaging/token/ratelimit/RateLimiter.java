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
 * Counts calls, of each client and of all.
 *
 * <p>Promises: one client alone never uses up what is for all, since only what passed its own limit counts against theirs; a
 * flood from many addresses takes no more memory than the greatest number of clients does. A client that is forgotten starts
 * with a full bucket, which the limit for all outweighs.
 *
 * <p>Caffeine loads its generated classes by name: the cache's after what the builder is asked for (strong keys and values, maximum
 * size, expiry after access), and its entries'. A native executable has only those that are registered.
 */
@RegisterForReflection(
        classNames = {"com.github.benmanes.caffeine.cache.SSMSA", "com.github.benmanes.caffeine.cache.PSAMS"})
final class RateLimiter {

    private static final int V6_CLIENT_PREFIX = 64;

    /** Whose limit is reached, and how long until the next call may pass. */
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

    /** After this time without a call a bucket is full again, and forgetting it changes nothing. */
    private static Duration timeToFill(RateLimitConfig.Bucket limit) {
        return limit.period()
                .multipliedBy(limit.burst())
                .dividedBy(limit.refill())
                .plusSeconds(1);
    }

    /** Counts one call; tells why it may not pass, or nothing when it may. */
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

    /** As {@link #size()}, with what is about to be forgotten. */
    long untidiedSize() {
        return clients.estimatedSize();
    }

    /** The cache itself, for a test of the classes that it is made of. */
    Cache<IpAddress, Bucket> clients() {
        return clients;
    }

    /** How many clients are remembered. */
    long size() {
        clients.cleanUp();
        return clients.estimatedSize();
    }
}
