package travel.baboo.messaging.ingest.publish;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.journal.JournalReader;
import travel.baboo.messaging.ingest.journal.JournalRecord;
import travel.baboo.messaging.ingest.webhook.WebhookRequest;
import travel.baboo.messaging.ingest.webhook.WebhookRequestCodec;

/**
 * One run from the checkpoint on, with one producer. The first failure ends it, so that nothing that is sent later overtakes
 * what failed.
 */
final class Drain {

    private static final Duration TURN = Duration.ofMillis(200);

    /** The producer answers for every record within its delivery time-out; later than this its thread is dead. */
    private static final double PATIENCE = 1.25;

    private final Journal journal;
    private final EventRecords records;
    private final PublishMetrics metrics;
    private final RefusedRecords refused;
    private final Acknowledgements acknowledgements;
    private final AtomicReference<@Nullable Failure> failure = new AtomicReference<>();
    private final Duration deliveryTimeout;
    private long turnEndsAt = System.nanoTime();
    private long lastSent;

    /** The first thing that went wrong, and with which record. */
    private record Failure(long sequence, Exception cause) {}

    Drain(Journal journal, EventRecords records, PublishMetrics metrics, RefusedRecords refused, PublishConfig config) {
        this.journal = journal;
        this.records = records;
        this.metrics = metrics;
        this.refused = refused;
        this.acknowledgements = new Acknowledgements(journal.publishedSequence(), config.maxInFlight());
        this.deliveryTimeout = config.deliveryTimeout();
        this.lastSent = journal.publishedSequence();
    }

    /**
     * Publishes until told to end.
     *
     * @throws IOException when Kafka fails; the next run starts behind what it has acknowledged
     */
    void run(Map<String, Object> producerConfig, BooleanSupplier mustEnd) throws IOException, InterruptedException {
        try (JournalReader reader = journal.reader()) {
            KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producerConfig);
            try {
                while (!mustEnd.getAsBoolean() && failure.get() == null) {
                    turn(producer, reader);
                }
            } finally {
                producer.close(failure.get() == null ? Duration.ofSeconds(1) : Duration.ZERO);
                journal.published(acknowledgements.watermark());
            }
        }
        Failure first = failure.get();
        if (first != null) {
            refused.note(first.sequence(), first.cause());
            throw new IOException("Kafka did not take a record", first.cause());
        }
    }

    /** The sequence of the last record that was given to the producer. */
    long lastSent() {
        return lastSent;
    }

    private void turn(KafkaProducer<String, byte[]> producer, JournalReader reader)
            throws IOException, InterruptedException {
        if (acknowledgements.awaitRoom(TURN)) {
            long durable = journal.durableSequence();
            Optional<JournalRecord> record = reader.next();
            if (record.isPresent()) {
                take(producer, record.get());
            } else {
                journal.awaitBeyond(Math.max(reader.lastSequence(), durable), TURN.toMillis());
            }
        }
        if (System.nanoTime() - turnEndsAt > 0) {
            if (acknowledgements.waitedLongerThan(patience())) {
                acknowledgements.giveUp();
                throw new IOException("Kafka's client does not answer, neither for nor against");
            }
            journal.published(acknowledgements.watermark());
            acknowledgements.oldest().ifPresent(metrics::oldest);
            turnEndsAt = System.nanoTime() + TURN.toNanos();
        }
    }

    private Duration patience() {
        return Duration.ofMillis((long) (deliveryTimeout.toMillis() * PATIENCE));
    }

    private void take(KafkaProducer<String, byte[]> producer, JournalRecord record) throws IOException {
        Optional<String> reason = refused.reason(record.sequence());
        if (reason.isPresent()) {
            skip(record, reason.get());
            return;
        }
        WebhookRequest webhook;
        ProducerRecord<String, byte[]> message;
        try {
            webhook = WebhookRequestCodec.decode(record.payload());
            message = records.of(webhook);
        } catch (RuntimeException unreadable) {
            skip(record, unreadable.getClass().getSimpleName());
            return;
        }
        send(producer, record.sequence(), webhook.receivedAt(), message);
    }

    private void skip(JournalRecord record, String reason) throws IOException {
        Acknowledgements.InFlight skipped = acknowledgements.sent(record.sequence(), Instant.EPOCH);
        journal.refuse(record, reason);
        metrics.refused();
        acknowledgements.acknowledged(skipped);
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback sees every outcome.
    private void send(
            KafkaProducer<String, byte[]> producer,
            long sequence,
            Instant receivedAt,
            ProducerRecord<String, byte[]> message) {
        lastSent = sequence;
        Acknowledgements.InFlight sent = acknowledgements.sent(sequence, receivedAt);
        if (sent.alone()) {
            metrics.oldest(receivedAt);
        }
        if (failure.get() != null) {
            return;
        }
        try {
            producer.send(message, (metadata, error) -> answered(producer, sent, error));
        } catch (KafkaException | IllegalStateException e) {
            answered(producer, sent, e);
        }
    }

    /** The first failure shuts the producer at once: nothing behind what failed may still go out. */
    private void answered(
            KafkaProducer<String, byte[]> producer, Acknowledgements.InFlight sent, @Nullable Exception error) {
        if (error == null) {
            metrics.published(sent.receivedAt());
            acknowledgements.acknowledged(sent);
        } else if (failure.compareAndSet(null, new Failure(sent.sequence(), error))) {
            acknowledgements.giveUp();
            producer.close(Duration.ZERO);
        }
    }
}
