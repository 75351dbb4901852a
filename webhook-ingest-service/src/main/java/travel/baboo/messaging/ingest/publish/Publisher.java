package travel.baboo.messaging.ingest.publish;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.log.LogLimit;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.webhook.UnknownVersionException;

/**
 * Publishes the journal to Kafka.
 *
 * <p>Promises: records of one key reach their partition in the order of the journal. A record leaves the journal only after all
 * replicas have it or it is in quarantine. After any failure, publishing restarts after the last such record. A repeated record has the
 * same event id.
 */
@Singleton
class Publisher {

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final int BATCH_SIZE = 128 * 1024;

    private final Journal journal;
    private final EventRecords records;
    private final PublishConfig config;
    private final Map<String, Object> kafkaConfig;
    private final PublishMetrics metrics;
    private final Refusals refusals;
    private final LogLimit blocks = new LogLimit(1);
    private final Thread thread = new Thread(this::run, "journal-publisher");
    private volatile boolean stopping;
    private volatile long drainUntil;
    private long oneByOneUntil;

    Publisher(
            Journal journal,
            EventRecords records,
            PublishConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafkaConfig,
            PublishMetrics metrics) {
        this.journal = journal;
        this.records = records;
        this.config = config;
        this.kafkaConfig = kafkaConfig;
        this.metrics = metrics;
        this.refusals = new Refusals(config.maxRefusedPerHour(), System::nanoTime);
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        drainUntil = System.nanoTime() + config.drainTimeout().toNanos();
        stopping = true;
        thread.join(config.drainTimeout().plusSeconds(2).toMillis());
        LOG.infof("backlog=%d The publisher stopped; the next start continues", journal.backlog());
    }

    @SuppressWarnings("CatchingUnchecked") // Whatever fails, publishing goes on.
    private void run() {
        Duration delay = config.retryDelay();
        while (!mustEnd()) {
            long before = journal.publishedSequence();
            try {
                publish();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | RuntimeException | Error e) {
                metrics.failed();
                LOG.warnf(
                        "published=%d cause=%s Publishing failed and is restarted",
                        journal.publishedSequence(), rootCause(e).getClass().getSimpleName());
                LOG.debug("Publishing failed", e);
                delay = journal.publishedSequence() > before ? config.retryDelay() : longer(delay);
                pause(delay);
            }
            refusals.passed(journal.publishedSequence());
        }
    }

    private void publish() throws IOException, InterruptedException {
        try {
            runOnce();
        } catch (UnknownVersionException newer) {
            block("unknown-version");
            throw newer;
        } catch (RecordFailedException failed) {
            Throwable cause = Objects.requireNonNull(failed.getCause());
            if (Refusals.isAboutTheRecord(cause)) {
                judge(failed.sequence(), cause);
            }
            throw failed;
        }
    }

    /**
     * After a failure, the records in flight are sent again one by one, until all of them are through. The batch itself may be the
     * cause: if the topic's maximum is smaller than a batch, Kafka's client splits a rejected batch into the same
     * batch again, without end.
     */
    private void runOnce() throws IOException, InterruptedException {
        boolean oneByOne = journal.publishedSequence() < oneByOneUntil;
        long blockedAt = journal.publishedSequence();
        PublishRun run = new PublishRun(journal, records, metrics, refusals, config);
        try {
            run.run(producerConfig(oneByOne ? 0 : BATCH_SIZE), () -> {
                if (journal.publishedSequence() > blockedAt) {
                    metrics.blocked(false);
                }
                return mustEnd() || (oneByOne && journal.publishedSequence() >= oneByOneUntil);
            });
        } catch (IOException | RuntimeException | Error e) {
            oneByOneUntil = run.lastSent();
            throw e;
        }
    }

    /** A record was rejected. The second time, alone and while another record succeeds, the record itself is the cause. */
    private void judge(long sequence, Throwable cause) throws IOException, InterruptedException {
        if (!refusals.suspect(sequence)) {
            return;
        }
        boolean unreadable = cause instanceof UnreadableRecordException;
        if (!refusals.mayMarkUndeliverable()) {
            block("too-many-refused");
        } else if (unreadable || new Probe(journal, records).passesBehind(sequence, producerConfig(0))) {
            refusals.markUndeliverable(sequence, cause.getClass().getSimpleName());
        } else {
            block("everything-refused");
        }
    }

    /** Stops publishing until an operator fixes the cause. Nothing is lost. */
    private void block(String reason) {
        metrics.blocked(true);
        blocks.tryAcquire()
                .ifPresent(silent -> LOG.errorf(
                        "published=%d backlog=%d reason=%s unlogged=%d Publishing is blocked; events stay on disk",
                        journal.publishedSequence(), journal.backlog(), reason, silent));
    }

    private Duration longer(Duration delay) {
        Duration twice = delay.multipliedBy(2);
        return twice.compareTo(config.maxRetryDelay()) > 0 ? config.maxRetryDelay() : twice;
    }

    private static Throwable rootCause(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private boolean mustEnd() {
        return stopping && (journal.backlog() == 0 || System.nanoTime() - drainUntil > 0);
    }

    private void pause(Duration delay) {
        long until = System.nanoTime() + delay.toNanos();
        try {
            while (System.nanoTime() - until < 0 && !(stopping && System.nanoTime() - drainUntil > 0)) {
                Thread.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> producerConfig(int batchSize) {
        Map<String, Object> settings = new HashMap<>(kafkaConfig);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        // With several in flight, an error on a topic's first batches made the producer retry
        // OUT_OF_ORDER_SEQUENCE_NUMBER without end. One in flight keeps the order by itself, and after the timeout a
        // new
        // producer starts after the last acknowledgement.
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 1);
        // Records that gather while one request is in flight are sent together; a single record hardly waits.
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, batchSize);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 1);
        int deliveryTimeout = Math.toIntExact(config.deliveryTimeout().toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, deliveryTimeout / 3);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, deliveryTimeout);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
        return settings;
    }
}
