package travel.baboo.messaging.ingest.publish;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.journal.JournalReader;
import travel.baboo.messaging.ingest.journal.JournalRecord;
import travel.baboo.messaging.ingest.webhook.WebhookRequestCodec;

/**
 * Drains the journal to Kafka.
 *
 * <p>Promises: records of one key reach their partition in the order of the journal; the journal forgets a record only after
 * all replicas have it; whatever fails, it starts again behind the last such record. A repeat carries the same event id.
 */
@Singleton
class Publisher {

    /** Counter: records Kafka has acknowledged. */
    static final String PUBLISHED_METRIC = "baboo.ingest.publish.records";

    /** Counter: times the publisher had to start again. */
    static final String FAILURES_METRIC = "baboo.ingest.publish.failures";

    private static final Logger LOG = Logger.getLogger(Publisher.class);
    private static final long WAIT_MILLIS = 200;

    private final Journal journal;
    private final EventRecords records;
    private final PublishConfig config;
    private final Map<String, Object> kafkaConfig;
    private final Counter published;
    private final Counter failures;
    private final Thread thread = new Thread(this::run, "journal-publisher");
    private volatile boolean stopping;
    private volatile long drainUntil;

    Publisher(
            Journal journal,
            EventRecords records,
            PublishConfig config,
            @Identifier("default-kafka-broker") Map<String, Object> kafkaConfig,
            MeterRegistry meters) {
        this.journal = journal;
        this.records = records;
        this.config = config;
        this.kafkaConfig = kafkaConfig;
        this.published = meters.counter(PUBLISHED_METRIC);
        this.failures = meters.counter(FAILURES_METRIC);
    }

    void start(@Observes StartupEvent event) {
        thread.setDaemon(true);
        thread.start();
    }

    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        drainUntil = System.nanoTime() + config.drainTimeout().toNanos();
        stopping = true;
        thread.join(config.drainTimeout().plusSeconds(2).toMillis());
        LOG.infof("backlog=%d The publisher has stopped", journal.durableSequence() - journal.publishedSequence());
    }

    private void run() {
        while (!mustEnd()) {
            try {
                drain();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | RuntimeException e) {
                failures.increment();
                LOG.warnf("published=%d cause=%s Publishing failed; it starts again", journal.publishedSequence(), e);
                pause();
            }
        }
    }

    /** Publishes from the checkpoint on until something fails or the service stops. */
    private void drain() throws IOException, InterruptedException {
        Acknowledgements acknowledgements = new Acknowledgements(journal.publishedSequence(), config.maxInFlight());
        Attempt attempt = new Attempt(acknowledgements);
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producerConfig());
                JournalReader reader = journal.reader()) {
            try {
                while (!mustEnd() && attempt.failure == null) {
                    Optional<JournalRecord> record = reader.next();
                    if (record.isPresent()) {
                        attempt.send(producer, record.get());
                    } else {
                        producer.flush();
                        journal.published(acknowledgements.watermark());
                        journal.awaitBeyond(reader.lastSequence(), WAIT_MILLIS);
                    }
                    attempt.checkpointNowAndThen();
                }
            } finally {
                producer.close(Duration.ofSeconds(1));
                journal.published(acknowledgements.watermark());
            }
        }
        Exception failure = attempt.failure;
        if (failure != null) {
            throw new IOException("Kafka refused a record", failure);
        }
    }

    private boolean mustEnd() {
        return stopping && (journal.publishedSequence() >= journal.durableSequence() || System.nanoTime() > drainUntil);
    }

    private void pause() {
        try {
            Thread.sleep(config.retryDelay().toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Map<String, Object> producerConfig() {
        Map<String, Object> settings = new HashMap<>(kafkaConfig);
        settings.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, StringSerializer.class);
        settings.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION, 5);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 5_000L);
        return settings;
    }

    /** One run with one producer: the first failure ends it, so that nothing overtakes what failed. */
    private final class Attempt {
        private final Acknowledgements acknowledgements;
        private volatile @Nullable Exception failure;
        private long checkpointAt = System.nanoTime();

        Attempt(Acknowledgements acknowledgements) {
            this.acknowledgements = acknowledgements;
        }

        @SuppressWarnings("FutureReturnValueIgnored") // The callback sees every outcome.
        void send(KafkaProducer<String, byte[]> producer, JournalRecord record) throws InterruptedException {
            Acknowledgements.InFlight sent = acknowledgements.sent(record.sequence());
            if (failure != null) {
                return;
            }
            producer.send(records.of(WebhookRequestCodec.decode(record.payload())), (metadata, error) -> {
                if (error == null) {
                    published.increment();
                    acknowledgements.acknowledged(sent);
                } else {
                    failure = error;
                    acknowledgements.giveUp();
                }
            });
        }

        void checkpointNowAndThen() throws IOException {
            if (System.nanoTime() - checkpointAt > WAIT_MILLIS * 1_000_000) {
                journal.published(acknowledgements.watermark());
                checkpointAt = System.nanoTime();
            }
        }
    }
}
