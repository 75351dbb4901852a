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
 * Decides which records go into quarantine.
 *
 * <p>A refusal by Kafka looks the same whether one record is bad or the topic, the broker or a clock is: so a refused record is only
 * suspected. It is condemned when it was refused again by itself while another one went through, and only a few times an hour. Beyond
 * that the publisher stops and keeps everything on disk, because so many refusals are not about records.
 *
 * <p>Owned by the publisher's thread.
 */
final class Refusals {

    private static final long HOUR = Duration.ofHours(1).toNanos();

    /** What Kafka answers when it objects to a record; every other failure passes and is only retried. */
    private static final Set<Class<? extends Exception>> ABOUT_A_RECORD = Set.of(
            RecordTooLargeException.class,
            RecordBatchTooLargeException.class,
            InvalidRecordException.class,
            InvalidTimestampException.class,
            SerializationException.class,
            UnreadableRecordException.class);

    private final int perHour;
    private final LongSupplier nanoTime;
    private final Map<Long, String> condemned = new HashMap<>();
    private final Deque<Long> condemnedAt = new ArrayDeque<>();
    private long suspect = Long.MIN_VALUE;

    /**
     * @param perHour the most records that are condemned within an hour
     * @param nanoTime {@link System#nanoTime()}
     */
    Refusals(int perHour, LongSupplier nanoTime) {
        this.perHour = perHour;
        this.nanoTime = nanoTime;
    }

    /** Whether the failure may be the fault of the record itself. */
    static boolean isAboutTheRecord(Throwable failure) {
        return ABOUT_A_RECORD.contains(failure.getClass());
    }

    /**
     * Notes that a record was refused.
     *
     * @return whether it was the suspect before, so that this refusal is the second in a row
     */
    boolean suspect(long sequence) {
        boolean again = suspect == sequence;
        suspect = sequence;
        return again;
    }

    /** Whether another record may be condemned: not when that happened too often within the last hour. */
    boolean mayCondemn() {
        long now = nanoTime.getAsLong();
        while (!condemnedAt.isEmpty() && now - condemnedAt.peekFirst() > HOUR) {
            condemnedAt.removeFirst();
        }
        return condemnedAt.size() < perHour;
    }

    /** Sends the record into quarantine when its turn comes. */
    void condemn(long sequence, String reason) {
        condemnedAt.addLast(nanoTime.getAsLong());
        condemned.put(sequence, reason);
    }

    /** Why the record goes into quarantine; empty when it does not. */
    Optional<String> condemned(long sequence) {
        return Optional.ofNullable(condemned.get(sequence));
    }

    /** Forgets what has left the journal. */
    void passed(long sequence) {
        condemned.keySet().removeIf(known -> known <= sequence);
    }
}
