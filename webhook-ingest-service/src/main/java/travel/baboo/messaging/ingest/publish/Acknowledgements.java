package travel.baboo.messaging.ingest.publish;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Knows up to where everything has been acknowledged, though acknowledgements come out of order.
 *
 * <p>For the publisher's thread and Kafka's.
 */
final class Acknowledgements {

    /** One record that is on its way. */
    static final class InFlight {
        private final long sequence;
        private final Instant receivedAt;
        private final boolean alone;
        private final long sentAt = System.nanoTime();
        private boolean acknowledged;

        private InFlight(long sequence, Instant receivedAt, boolean alone) {
            this.sequence = sequence;
            this.receivedAt = receivedAt;
            this.alone = alone;
        }

        /** Whether no other was on its way when this one went. */
        boolean alone() {
            return alone;
        }

        long sequence() {
            return sequence;
        }

        Instant receivedAt() {
            return receivedAt;
        }
    }

    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private final int limit;
    private long watermark;
    private boolean waiting;

    Acknowledgements(long watermark, int limit) {
        this.watermark = watermark;
        this.limit = limit;
    }

    /** Waits while too many records are on their way; false when there is still no room after the time given. */
    synchronized boolean awaitRoom(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (inFlight.size() >= limit) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0) {
                return false;
            }
            waiting = true;
            wait(left);
            waiting = false;
        }
        return true;
    }

    /** Notes a record before it is sent. */
    synchronized InFlight sent(long sequence, Instant receivedAt) {
        InFlight record = new InFlight(sequence, receivedAt, inFlight.isEmpty());
        inFlight.addLast(record);
        return record;
    }

    synchronized void acknowledged(InFlight record) {
        record.acknowledged = true;
        while (!inFlight.isEmpty() && inFlight.peekFirst().acknowledged) {
            watermark = inFlight.removeFirst().sequence;
        }
        if (waiting) {
            notifyAll();
        }
    }

    /** Every record up to this sequence has been acknowledged. */
    synchronized long watermark() {
        return watermark;
    }

    /** When the first record that waits for its acknowledgement was received. */
    synchronized Optional<Instant> oldest() {
        return Optional.ofNullable(inFlight.peekFirst()).map(InFlight::receivedAt);
    }

    /** Whether a record has waited longer than this for its acknowledgement. */
    synchronized boolean waitedLongerThan(Duration limit) {
        InFlight first = inFlight.peekFirst();
        return first != null && System.nanoTime() - first.sentAt > limit.toNanos();
    }

    /** After the first failure nothing may move the watermark past what failed. */
    synchronized void giveUp() {
        inFlight.clear();
        notifyAll();
    }
}
