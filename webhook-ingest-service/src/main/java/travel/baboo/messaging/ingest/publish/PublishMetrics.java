package travel.baboo.messaging.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.journal.Journal;

/** Metrics of publishing. */
@Singleton
class PublishMetrics {

    /** Counter: records Kafka has acknowledged. */
    static final String PUBLISHED_METRIC = "baboo.ingest.publish.records";

    /** Counter: restarts of publishing after failures. */
    static final String FAILURES_METRIC = "baboo.ingest.publish.failures";

    /** Counter: records quarantined because Kafka rejects them. */
    static final String REFUSED_METRIC = "baboo.ingest.publish.refused";

    /** Timer: from a webhook's receipt to Kafka's acknowledgement of its event. */
    static final String LAG_METRIC = "baboo.ingest.publish.lag";

    /** Gauge, seconds: age of the oldest event that Kafka does not have yet; 0 if there is none. */
    static final String OLDEST_METRIC = "baboo.ingest.journal.oldest";

    /** Gauge: 1 while publishing is blocked by a permanent cause; else 0. */
    static final String BLOCKED_METRIC = "baboo.ingest.publish.blocked";

    private final Journal journal;
    private final Clock clock;
    private final Counter published;
    private final Counter failures;
    private final Counter refused;
    private final Timer lag;
    private volatile @Nullable Instant oldest;
    private volatile boolean blocked;

    PublishMetrics(Journal journal, Clock clock, MeterRegistry meters) {
        this.journal = journal;
        this.clock = clock;
        this.published = meters.counter(PUBLISHED_METRIC);
        this.failures = meters.counter(FAILURES_METRIC);
        this.refused = meters.counter(REFUSED_METRIC);
        this.lag = meters.timer(LAG_METRIC);
        Gauge.builder(OLDEST_METRIC, this, metrics -> metrics.oldestAge().toMillis() / 1000.0)
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder(BLOCKED_METRIC, this, metrics -> metrics.blocked ? 1 : 0).register(meters);
    }

    void published(Instant receivedAt) {
        published.increment();
        lag.record(ageOf(receivedAt));
    }

    void failed() {
        failures.increment();
    }

    /** Records whether publishing is blocked by a permanent cause. */
    void blocked(boolean present) {
        blocked = present;
    }

    boolean blocked() {
        return blocked;
    }

    void refused() {
        refused.increment();
    }

    /** Records the time of receipt of the oldest unpublished event. */
    void oldest(Instant receivedAt) {
        oldest = receivedAt;
    }

    /** The age of the oldest unpublished event. */
    Duration oldestAge() {
        Instant present = oldest;
        return present == null || journal.backlog() == 0 ? Duration.ZERO : ageOf(present);
    }

    private Duration ageOf(Instant receivedAt) {
        Duration age = Duration.between(receivedAt, clock.instant());
        return age.isNegative() ? Duration.ZERO : age;
    }
}
