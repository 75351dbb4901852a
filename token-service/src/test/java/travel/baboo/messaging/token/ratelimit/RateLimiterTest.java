package travel.baboo.messaging.token.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.common.network.IpAddress;

class RateLimiterTest {

    private static final IpAddress ANN = address("198.51.100.1");
    private static final IpAddress BOB = address("198.51.100.2");

    private final AtomicLong nanos = new AtomicLong(1);
    private final RateLimiter limiter = new RateLimiter(new Limits(3, 5, 100), new SetTime(nanos));

    @Test
    void aClientPassesUntilItsBucketIsEmptyAndAgainAfterRetryAfter() {
        assertThat(passes(ANN, 4)).containsExactly(true, true, true, false);

        RateLimiter.Refusal refusal = limiter.tryPass(ANN).orElseThrow();
        assertThat(refusal.scope()).isEqualTo(RateLimiter.Scope.CLIENT);
        assertThat(refusal.retryAfter()).isEqualTo(Duration.ofSeconds(20));
        nanos.addAndGet(refusal.retryAfter().toNanos());
        assertThat(limiter.tryPass(ANN)).isEmpty();
        assertThat(limiter.tryPass(ANN)).isPresent();
    }

    @Test
    void oneClientDoesNotUseUpWhatIsForAll() {
        passes(ANN, 100);
        assertThat(passes(BOB, 2)).containsExactly(true, true);
    }

    @Test
    void allTogetherAreLimitedAndNobodyPaysForThat() {
        passes(ANN, 3);
        passes(BOB, 2);
        IpAddress carol = address("198.51.100.3");
        assertThat(limiter.tryPass(carol).map(RateLimiter.Refusal::scope)).contains(RateLimiter.Scope.INSTANCE);
        limiter.tryPass(carol);
        limiter.tryPass(carol);
        limiter.tryPass(carol);

        nanos.addAndGet(Duration.ofSeconds(36).toNanos());
        assertThat(passes(carol, 3)).containsExactly(true, true, true);
    }

    @Test
    void anIpv6ClientIsItsNetworkOf64Bits() {
        assertThat(limiter.tryPass(address("2001:db8::1"))).isEmpty();
        assertThat(limiter.tryPass(address("2001:db8::2"))).isEmpty();
        assertThat(limiter.tryPass(address("2001:db8::ffff:1"))).isEmpty();
        assertThat(limiter.tryPass(address("2001:db8::3"))).isPresent();
        assertThat(limiter.tryPass(address("2001:db8:0:1::3"))).isEmpty();
    }

    /** What Caffeine picked by name, as it is on this machine; a native executable has only what is registered. */
    @Test
    void theClassesThatCaffeineLoadsByNameAreRegistered() throws ReflectiveOperationException {
        limiter.tryPass(ANN);
        Object cache = field(limiter.clients(), "cache");
        Object nodes = field(cache, "nodeFactory");
        RegisterForReflection registered = RateLimiter.class.getAnnotation(RegisterForReflection.class);
        assertThat(registered.classNames())
                .containsExactlyInAnyOrder(
                        cache.getClass().getName(), nodes.getClass().getName());
    }

    private static Object field(Object owner, String name) throws ReflectiveOperationException {
        for (Class<?> type = owner.getClass(); type != null; type = type.getSuperclass()) {
            for (Field field : type.getDeclaredFields()) {
                if (field.getName().equals(name)) {
                    field.setAccessible(true);
                    return field.get(owner);
                }
            }
        }
        throw new NoSuchFieldException(name);
    }

    @Test
    void aFloodOfAddressesIsRememberedOnlyInPart() {
        RateLimiter flooded = new RateLimiter(new Limits(3, 1_000_000, 5_000), new SetTime(nanos));
        long most = IntStream.range(0, 200_000)
                .mapToLong(i -> {
                    flooded.tryPass(i % 2 == 0 ? new IpAddress(true, 0, i) : new IpAddress(false, i, 0));
                    return i % 1_000 == 0 ? flooded.size() : 0;
                })
                .max()
                .orElseThrow();
        assertThat(most).isBetween(4_000L, 5_000L);
        assertThat(flooded.size()).isLessThanOrEqualTo(5_000);
    }

    @Test
    void aFloodOfManyThreadsIsBoundedEvenBetweenTidyings() {
        RateLimiter flooded = new RateLimiter(new Limits(3, 10, 5_000), new SetTime(nanos));
        long most = IntStream.range(0, 200_000)
                .parallel()
                .mapToLong(i -> {
                    flooded.tryPass(new IpAddress(true, 0, i));
                    return flooded.sizeWithExpired();
                })
                .max()
                .orElseThrow();
        assertThat(most).isLessThan(10_000);
    }

    @Test
    void aClientWhoseBucketIsFullAgainIsForgotten() {
        limiter.tryPass(ANN);
        nanos.addAndGet(Duration.ofMinutes(2).toNanos());
        assertThat(limiter.size()).isZero();
    }

    private List<Boolean> passes(IpAddress client, int times) {
        return IntStream.range(0, times)
                .mapToObj(i -> limiter.tryPass(client).isEmpty())
                .toList();
    }

    private static IpAddress address(String text) {
        return IpAddress.parse(text).orElseThrow();
    }

    private record PerMinute(long burst) implements RateLimitConfig.Bucket {

        @Override
        public long refill() {
            return burst;
        }

        @Override
        public Duration period() {
            return Duration.ofMinutes(1);
        }
    }

    private record Limits(long perClient, long forAll, long maxClients) implements RateLimitConfig {

        @Override
        public Bucket client() {
            return new PerMinute(perClient);
        }

        @Override
        public Bucket instance() {
            return new PerMinute(forAll);
        }

        @Override
        public Optional<List<String>> trustedProxies() {
            return Optional.empty();
        }
    }

    private record SetTime(AtomicLong nanos) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanos.get();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
