package travel.baboo.messaging.ingest.publish;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.journal.Journal;
import travel.baboo.messaging.ingest.journal.JournalReader;
import travel.baboo.messaging.ingest.journal.JournalRecord;

/**
 * Tests whether Kafka accepts a record other than the rejected one: the first later one with another key, or, if all have
 * the same, the next one. If it succeeds, the rejected one is quarantined, so no order is broken. The test record is sent again in the
 * next run, with the same id.
 */
final class Probe {

    /** Maximum number of records searched for another key. */
    private static final int MAX_RECORDS = 10_000;

    private final Journal journal;
    private final EventRecords records;

    Probe(Journal journal, EventRecords records) {
        this.journal = journal;
        this.records = records;
    }

    /** Whether there is another record and Kafka accepts it. */
    boolean passesBehind(long refused, Map<String, Object> producerConfig) throws IOException, InterruptedException {
        Optional<EventRecords.Outgoing> other = findOther(refused);
        if (other.isEmpty()) {
            return false;
        }
        try (KafkaProducer<String, byte[]> producer = new KafkaProducer<>(producerConfig)) {
            producer.send(other.get().record()).get();
            return true;
        } catch (ExecutionException | KafkaException alsoRefused) {
            return false;
        }
    }

    private Optional<EventRecords.Outgoing> findOther(long refused) throws IOException {
        @Nullable String key = null;
        Optional<EventRecords.Outgoing> next = Optional.empty();
        try (JournalReader reader = journal.reader()) {
            for (int i = 0; i < MAX_RECORDS; i++) {
                Optional<JournalRecord> record = reader.next();
                if (record.isEmpty()) {
                    return next;
                }
                long sequence = record.get().sequence();
                if (sequence < refused) {
                    continue;
                }
                Optional<EventRecords.Outgoing> outgoing = read(record.get());
                if (sequence == refused) {
                    key = outgoing.map(EventRecords.Outgoing::key).orElse(null);
                } else if (outgoing.isPresent() && !outgoing.get().key().equals(key)) {
                    return outgoing;
                } else if (next.isEmpty()) {
                    next = outgoing;
                }
            }
        }
        return next;
    }

    private Optional<EventRecords.Outgoing> read(JournalRecord record) {
        try {
            return Optional.of(records.of(record));
        } catch (UnreadableRecordException | IOException unreadable) {
            return Optional.empty();
        }
    }
}
