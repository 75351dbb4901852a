package travel.baboo.messaging.ingest.publish;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The records between the last released and the last read one, in the order of the journal.
 *
 * <p>Promise: {@link #released} passes a record only after Kafka acknowledged it or it is in quarantine, and only after all
 * earlier ones. Nothing that happens to later records moves it past an open one. The first failure freezes the window: it accepts no
 * further record, and a new window starts after what this one has released.
 *
 * <p>Used by one thread.
 */
final class Window {

    /** A record in the window. */
    static final class Entry {
        private final long sequence;
        private final Instant receivedAt;
        private final long addedAt = System.nanoTime();
        private boolean released;

        private Entry(long sequence, Instant receivedAt) {
            this.sequence = sequence;
            this.receivedAt = receivedAt;
        }

        long sequence() {
            return sequence;
        }

        Instant receivedAt() {
            return receivedAt;
        }

        /** When it was added, by {@link System#nanoTime()}. */
        long addedAt() {
            return addedAt;
        }
    }

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final int limit;
    private long released;
    private long last;
    private boolean frozen;

    /**
     * @param released everything up to this sequence was released before
     * @param limit maximum number of open records
     */
    Window(long released, int limit) {
        this.released = released;
        this.last = released;
        this.limit = limit;
    }

    /** Whether another record may be added. */
    boolean hasRoom() {
        return !frozen && entries.size() < limit;
    }

    /** Adds a record that is about to be sent. */
    Entry add(long sequence, Instant receivedAt) {
        if (!hasRoom() || sequence <= last) {
            throw new IllegalStateException("no room for record " + sequence + " behind " + last);
        }
        Entry entry = new Entry(sequence, receivedAt);
        entries.addLast(entry);
        last = sequence;
        return entry;
    }

    /** The record was acknowledged by Kafka, or is in quarantine. */
    void release(Entry entry) {
        entry.released = true;
        while (!entries.isEmpty() && entries.peekFirst().released) {
            released = entries.removeFirst().sequence;
        }
    }

    /** A record failed. It stays open, so nothing behind it is released. */
    void freeze() {
        frozen = true;
    }

    boolean frozen() {
        return frozen;
    }

    /** The highest released sequence. */
    long released() {
        return released;
    }

    /** The sequence of the last record that was added. */
    long last() {
        return last;
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /** The first open record. */
    Optional<Entry> oldest() {
        return Optional.ofNullable(entries.peekFirst());
    }
}
