package travel.baboo.messaging.ingest.publish;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.journal.JournalReader;
import travel.baboo.messaging.ingest.journal.JournalRecord;

/**
 * One run from the checkpoint, with one producer. The first failure ends it, so that no later record overtakes the
 * failed one.
 *
 * <p>One thread owns the run and its {@link Window}. The producer's callbacks only enqueue results; after a failure
 * they also close the producer at once, on its own thread, before it sends anything behind the failed record.
 */
final class PublishRun {

    private static final Duration TURN = Duration.ofMillis(200);

    /** Minimum interval of checkpoints: records acknowledged since the last one are repeated after a crash. */
    private static final long CHECKPOINT_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** The producer reports on every record within its delivery timeout; if it does not, its thread is dead. */
    private static final double GRACE = 1.25;

    private final Journal journal;
    private final EventRecords records;
    private final PublishMetrics metrics;
    private final Refusals refusals;
    private final Window window;
    private final LinkedBlockingQueue<Result> results = new LinkedBlockingQueue<>();
    private final long unansweredNanos;
    private @Nullable RecordFailedException failure;
    private long checkpointAt = System.nanoTime();

    /** The result of a record: acknowledged, or the error. */
    private record Result(Window.Entry entry, @Nullable Exception error) {}

    PublishRun(Journal journal, EventRecords records, PublishMetrics metrics, Refusals refusals, PublishConfig config) {
        this.journal = journal;
        this.records = records;
        this.metrics = metrics;
        this.refusals = refusals;
        this.window = new Window(journal.publishedSequence(), config.maxInFlight());
        this.unansweredNanos = (long) (config.deliveryTimeout().toNanos() * GRACE);
    }

    /**
     * Publishes until {@code mustEnd}.
     *
     * @throws RecordFailedException if a record ended the run; the next run starts after the released records
     * @throws IOException if the journal or the producer fails
     */
    void run(Map<String, Object> producerConfig, BooleanSupplier mustEnd) throws IOException, InterruptedException {
        try (JournalReader reader = journal.reader()) {
            KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producerConfig);
            try {
                while (!mustEnd.getAsBoolean() && !window.frozen()) {
                    turn(producer, reader);
                }
            } finally {
                // Returns after every callback has been called.
                producer.close(window.frozen() ? Duration.ZERO : Duration.ofSeconds(1));
                takeResults();
                journal.published(window.released());
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** The sequence of the last record given to the producer. */
    long lastSent() {
        return window.last();
    }

    private void turn(KafkaProducer<String, byte[]> producer, JournalReader reader)
            throws IOException, InterruptedException {
        takeResults();
        checkpoint();
        if (window.frozen()) {
            return;
        }
        if (!window.hasRoom()) {
            awaitResult();
            return;
        }
        long durable = journal.durableSequence();
        Optional<JournalRecord> record = reader.next();
        if (record.isPresent()) {
            take(producer, record.get());
        } else {
            journal.awaitBeyond(Math.max(reader.lastSequence(), durable), () -> !results.isEmpty(), TURN.toMillis());
        }
    }

    private void awaitResult() throws InterruptedException {
        Result next = results.poll(TURN.toMillis(), TimeUnit.MILLISECONDS);
        if (next != null) {
            take(next);
        }
    }

    private void takeResults() {
        for (Result next = results.poll(); next != null; next = results.poll()) {
            take(next);
        }
    }

    private void take(Result result) {
        Exception error = result.error();
        if (error == null) {
            metrics.published(result.entry().receivedAt());
            window.release(result.entry());
        } else if (failure == null) {
            failure = new RecordFailedException(result.entry().sequence(), error);
            window.freeze();
        }
    }

    private void checkpoint() throws IOException {
        long now = System.nanoTime();
        if (now - checkpointAt < CHECKPOINT_NANOS) {
            return;
        }
        checkpointAt = now;
        journal.published(window.released());
        Optional<Window.Entry> oldest = window.oldest();
        oldest.ifPresent(entry -> metrics.oldest(entry.receivedAt()));
        if (oldest.isPresent() && now - oldest.get().addedAt() > unansweredNanos) {
            throw new IOException("Kafka's client does not answer for a record");
        }
    }

    private void take(KafkaProducer<String, byte[]> producer, JournalRecord record) throws IOException {
        EventRecords.Outgoing outgoing;
        Optional<String> undeliverable = refusals.undeliverable(record.sequence());
        if (undeliverable.isPresent()) {
            quarantine(record, undeliverable.get());
            return;
        }
        try {
            outgoing = records.of(record);
        } catch (UnreadableRecordException unreadable) {
            throw new RecordFailedException(record.sequence(), unreadable);
        }
        boolean alone = window.isEmpty();
        Window.Entry entry = window.add(record.sequence(), outgoing.receivedAt());
        if (alone) {
            metrics.oldest(outgoing.receivedAt());
        }
        send(producer, entry, outgoing.record());
    }

    private void quarantine(JournalRecord record, String reason) throws IOException {
        journal.refuse(record, reason);
        metrics.refused();
        window.release(window.add(record.sequence(), Instant.EPOCH));
    }

    @SuppressWarnings("FutureReturnValueIgnored") // The callback sees every outcome.
    private void send(
            KafkaProducer<String, byte[]> producer, Window.Entry entry, ProducerRecord<String, byte[]> record) {
        try {
            producer.send(record, (metadata, error) -> answered(producer, entry, error));
        } catch (KafkaException | IllegalStateException refusedAtOnce) {
            answered(producer, entry, refusedAtOnce);
        }
    }

    /** On the producer's thread, or on the run's own if the producer rejects the record. */
    private void answered(KafkaProducer<String, byte[]> producer, Window.Entry entry, @Nullable Exception error) {
        results.add(new Result(entry, error));
        if (error != null) {
            producer.close(Duration.ZERO);
        }
        journal.wake();
    }
}
