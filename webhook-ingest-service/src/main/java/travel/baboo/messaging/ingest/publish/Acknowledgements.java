package travel.baboo.messaging.ingest.publish;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Knows up to where everything has been acknowledged, though acknowledgements come out of order.
 *
 * <p>For the publisher's thread and Kafka's.
 */
final class Acknowledgements {

    /** One record that is on its way. */
    static final class InFlight {
        private final long sequence;
        private boolean acknowledged;

        private InFlight(long sequence) {
            this.sequence = sequence;
        }
    }

    private final Deque<InFlight> inFlight = new ArrayDeque<>();
    private final int limit;
    private long watermark;

    Acknowledgements(long watermark, int limit) {
        this.watermark = watermark;
        this.limit = limit;
    }

    /** Notes a record before it is sent; waits while too many are on their way. */
    synchronized InFlight sent(long sequence) throws InterruptedException {
        while (inFlight.size() >= limit) {
            wait();
        }
        InFlight record = new InFlight(sequence);
        inFlight.addLast(record);
        return record;
    }

    synchronized void acknowledged(InFlight record) {
        record.acknowledged = true;
        while (!inFlight.isEmpty() && inFlight.peekFirst().acknowledged) {
            watermark = inFlight.removeFirst().sequence;
        }
        notifyAll();
    }

    /** Every record up to this sequence has been acknowledged. */
    synchronized long watermark() {
        return watermark;
    }

    /** Makes a waiting sender go on after the records on their way were given up. */
    synchronized void giveUp() {
        inFlight.clear();
        notifyAll();
    }
}
