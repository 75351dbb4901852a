package travel.baboo.messaging.ingest.journal;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Opens the journal at start and exposes its metrics. */
final class JournalProducer {

    /** Timer: a group commit's wait for the disk. */
    static final String SYNC_METRIC = "baboo.ingest.journal.sync";

    /** Summary: events that shared one group commit. */
    static final String GROUP_METRIC = "baboo.ingest.journal.group";

    /** Gauge: records that Kafka does not have yet. */
    static final String BACKLOG_METRIC = "baboo.ingest.journal.backlog";

    /** Gauge, bytes: disk space in use. */
    static final String SIZE_METRIC = "baboo.ingest.journal.size";

    /** Gauge: items in quarantine that need an operator; alert if not 0. */
    static final String QUARANTINE_METRIC = "baboo.ingest.journal.quarantined";

    /** Gauge: 1 while the journal accepts records, 0 while webhooks are answered 503. */
    static final String WRITABLE_METRIC = "baboo.ingest.journal.writable";

    @Produces
    @Singleton
    Journal journal(JournalConfig config, MeterRegistry meters) {
        Timer sync = Timer.builder(SYNC_METRIC)
                .serviceLevelObjectives(Stream.of(1, 2, 5, 10, 25, 50, 100, 250)
                        .map(Duration::ofMillis)
                        .toArray(Duration[]::new))
                .register(meters);
        DistributionSummary group = meters.summary(GROUP_METRIC);
        try {
            Journal journal = Journal.open(config, (records, nanos) -> {
                sync.record(nanos, TimeUnit.NANOSECONDS);
                group.record(records);
            });
            meters.gauge(BACKLOG_METRIC, journal, Journal::backlog);
            meters.gauge(WRITABLE_METRIC, journal, open -> open.healthy() ? 1 : 0);
            meters.gauge(QUARANTINE_METRIC, journal, JournalProducer::quarantined);
            Gauge.builder(SIZE_METRIC, journal, JournalProducer::size)
                    .baseUnit("bytes")
                    .register(meters);
            return journal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double quarantined(Journal journal) {
        try {
            return journal.quarantined();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    private static double size(Journal journal) {
        try {
            return journal.sizeOnDisk();
        } catch (IOException e) {
            return Double.NaN;
        }
    }

    void close(@Disposes Journal journal) throws IOException {
        journal.close();
    }
}
