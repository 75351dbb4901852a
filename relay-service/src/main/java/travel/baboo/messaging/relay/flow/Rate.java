package travel.baboo.messaging.relay.flow;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.TokensInheritanceStrategy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * This instance's share of a destination's rate limit.
 *
 * <p>A tenth of the limit may burst, the rest is spread over the period: no window of the period has more requests than the
 * limit. Instances that are alive share the limit equally.
 */
final class Rate {

    private static final int BURST_SHARE = 10;

    private final Traffic traffic;
    private final @Nullable Bucket bucket;
    private int instances = 1;

    Rate(Traffic traffic, Clock clock) {
        this.traffic = traffic;
        this.bucket = traffic.limit() == 0
                ? null
                : Bucket.builder()
                        .withCustomTimePrecision(new ClockMeter(clock))
                        .addLimit(bandwidth(traffic, 1))
                        .build();
    }

    private static Bandwidth bandwidth(Traffic traffic, int instances) {
        // Less than one request per period and instance: lengthens the period instead.
        long limit = Math.max(1, traffic.limit() / instances);
        Duration period = limit * instances > traffic.limit()
                ? traffic.period().multipliedBy(instances).dividedBy(traffic.limit())
                : traffic.period();
        long burst = Math.max(1, limit / BURST_SHARE);
        long steady = Math.max(1, limit - burst);
        return Bandwidth.builder()
                .capacity(burst)
                .refillGreedy(steady, period)
                .initialTokens(burst)
                .build();
    }

    /** Sets the number of instances that share the rate. */
    synchronized void divideBy(int alive) {
        if (bucket != null && alive != instances) {
            instances = alive;
            bucket.replaceConfiguration(
                    BucketConfiguration.builder()
                            .addLimit(bandwidth(traffic, alive))
                            .build(),
                    TokensInheritanceStrategy.AS_IS);
        }
    }

    /** Takes the available permits, at most {@code wanted}. */
    int take(int wanted) {
        return bucket == null || wanted <= 0 ? wanted : (int) bucket.tryConsumeAsMuchAsPossible(wanted);
    }

    void release(int unused) {
        if (bucket != null && unused > 0) {
            bucket.addTokens(unused);
        }
    }

    /** Charges a request that counts for more than one. */
    void charge(int more) {
        if (bucket != null && more > 0) {
            bucket.consumeIgnoringRateLimits(more);
        }
    }

    /** The application's clock. */
    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return Math.addExact(Math.multiplyExact(now.getEpochSecond(), 1_000_000_000L), now.getNano());
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
