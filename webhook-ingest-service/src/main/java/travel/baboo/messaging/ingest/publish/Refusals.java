package travel.baboo.messaging.ingest.publish;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.errors.InvalidTimestampException;
import org.apache.kafka.common.errors.RecordBatchTooLargeException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Decides which records are quarantined.
 *
 * <p>A rejection by Kafka looks the same whether the record, the topic, the broker or a clock is at fault. So a rejected record is only
 * a suspect. It is undeliverable if it was rejected again alone while another one succeeded, and only a few times per hour. Beyond
 * that the publisher stops and keeps everything on disk, because records cannot be the cause of that many rejections.
 *
 * <p>Used by the publisher's thread only.
 */
final class Refusals {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** Kafka's errors that reject a record; all others are transient and only retried. */
    private static final Set<Class<? extends Exception>> ABOUT_A_RECORD = Set.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            SerializationException.class,
            UnreadableRecordException.class);

    private final int perHour;
    private final LongSupplier nanoTime;
    private final Map<Long, String> undeliverable = new HashMap<>();
    private final Deque<Long> markedAt = new ArrayDeque<>();
    private long suspect = Long.MIN_VALUE;

    /**
     * @param perHour maximum number of undeliverable records per hour, not negative
     * @param nanoTime {@link System#nanoTime()}
     * @throws IllegalArgumentException naming the setting
     */
    Refusals(int perHour, LongSupplier nanoTime) {
        if (perHour < 0) {
            throw new IllegalArgumentException("baboo.ingest.publish.max-refused-per-hour is not negative");
        }
        this.perHour = perHour;
        this.nanoTime = nanoTime;
    }

    /** Whether the failure may be caused by the record itself. */
    static boolean isAboutTheRecord(Throwable failure) {
        return ABOUT_A_RECORD.contains(failure.getClass());
    }

    /**
     * Records a rejection.
     *
     * @return whether it was already the suspect, so that this is the second rejection in a row
     */
    boolean suspect(long sequence) {
        boolean again = suspect == sequence;
        suspect = sequence;
        return again;
    }

    /** Whether another record may be marked undeliverable within the hourly limit. */
    boolean mayMarkUndeliverable() {
        long now = nanoTime.getAsLong();
        while (!markedAt.isEmpty() && now - markedAt.peekFirst() > HOUR) {
            markedAt.removeFirst();
        }
        return markedAt.size() < perHour;
    }

    /** Marks the record for quarantine when it is next. */
    void markUndeliverable(long sequence, String reason) {
        markedAt.addLast(nanoTime.getAsLong());
        undeliverable.put(sequence, reason);
    }

    /** Why the record is to be quarantined; empty if it is not. */
    Optional<String> undeliverable(long sequence) {
        return Optional.ofNullable(undeliverable.get(sequence));
    }

    /** Drops state about published records. */
    void passed(long sequence) {
        undeliverable.keySet().removeIf(known -> known <= sequence);
    }
}
