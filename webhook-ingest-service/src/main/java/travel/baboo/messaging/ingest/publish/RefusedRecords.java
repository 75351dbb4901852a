package travel.baboo.messaging.ingest.publish;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Remembers records that Kafka refused because of what they are. Such a record would be refused for ever and hold up all
 * behind it; every other failure (Kafka away, no right, no topic) passes one day and is only repeated.
 *
 * <p>For the publisher's thread alone.
 */
final class RefusedRecords {

    private static final Set<Class<? extends Exception>> FOR_EVER = Set.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            SerializationException.class);

    private final Map<Long, String> reasons = new HashMap<>();

    /** Notes a failure if the same record would fail again whenever it is sent. */
    void note(long sequence, Exception failure) {
        if (FOR_EVER.contains(failure.getClass())) {
            reasons.put(sequence, failure.getClass().getSimpleName());
        }
    }

    Optional<String> reason(long sequence) {
        return Optional.ofNullable(reasons.get(sequence));
    }

    /** Forgets what has been passed. */
    void passed(long sequence) {
        reasons.keySet().removeIf(known -> known <= sequence);
    }
}
