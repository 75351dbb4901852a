package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;

/**
 * A log on local disk with group commit.
 *
 * <p>Promises: a record whose future completed is on disk and will be read back unchanged, after any crash of the
 * process, until {@link #published} has passed it. Records are read in sequence order. One process only: the
 * folder is locked.
 */
public final class Journal implements AutoCloseable {

    /** Reports each group commit. */
    public interface CommitListener {
        void committed(int records, long syncNanos);
    }

    private final Path directory;
    private final Disk disk;
    private final JournalLock lock;
    private final Quarantine quarantine;
    private final QuarantineFolder quarantineFolder;
    private final Checkpoint checkpoint;
    private final AtomicLong durableSequence;
    private final AtomicLong publishedSequence;
    private final GroupCommit commits;
    private final SegmentFiles segments;
    private final Object readable = new Object();
    private volatile boolean waiting;
    private volatile boolean closed;

    private Journal(JournalConfig config, JournalLock lock, CommitListener listener, Disk disk) throws IOException {
        this.directory = config.directory();
        this.disk = disk;
        this.lock = lock;
        this.quarantine = new Quarantine(directory, disk);
        this.quarantineFolder = new QuarantineFolder(directory, Clock.systemUTC());
        this.checkpoint = new Checkpoint(directory, disk);
        long last = new Recovery(directory, quarantine, disk).run();
        this.segments = new SegmentFiles(directory);
        ActiveSegment active = new ActiveSegment(
                segments, config.segmentSize().asLongValue(), config.maxSize().asLongValue(), disk);
        active.begin();
        long published = checkpoint.read();
        long known = Math.max(last, published);
        this.durableSequence = new AtomicLong(known);
        this.publishedSequence = new AtomicLong(published);
        this.commits = new GroupCommit(active, known + 1, listener, this::durable);
    }

    /**
     * Opens the journal in its folder and recovers from the previous process.
     *
     * @throws IOException if the folder cannot be used, or another process has locked it
     */
    public static Journal open(JournalConfig config, CommitListener listener) throws IOException {
        return open(config, listener, Disk.REAL);
    }

    static Journal open(JournalConfig config, CommitListener listener, Disk disk) throws IOException {
        disk.createDirectories(config.directory());
        JournalLock lock = JournalLock.take(config.directory());
        try {
            return new Journal(config, lock, listener, disk);
        } catch (IOException | RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Appends a record.
     *
     * @param payload at most 1 MiB
     * @return completes with the record's sequence once it is on disk, or with a {@link JournalUnavailableException}
     */
    public CompletableFuture<Long> append(byte[] payload) {
        if (payload.length > RecordFormat.MAX_PAYLOAD_LENGTH) {
            throw new IllegalArgumentException("a record has at most " + RecordFormat.MAX_PAYLOAD_LENGTH + " bytes");
        }
        return commits.append(payload);
    }

    /**
     * Appends a record and waits until it is on disk. Must not be called on an event loop.
     *
     * @throws JournalUnavailableException if it cannot be made durable
     */
    void appendAndWait(byte[] payload) throws JournalUnavailableException {
        try {
            append(payload).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof JournalUnavailableException unavailable) {
                throw unavailable;
            }
            throw e;
        }
    }

    private void durable(long sequence) {
        durableSequence.set(sequence);
        synchronized (readable) {
            readable.notifyAll();
        }
    }

    /** Whether the last attempt to write succeeded. */
    public boolean healthy() {
        return commits.healthy();
    }

    /** The highest sequence on disk. */
    public long durableSequence() {
        return durableSequence.get();
    }

    /** The highest published sequence. */
    public long publishedSequence() {
        return publishedSequence.get();
    }

    /** Unpublished records on disk; an upper bound after failed writes. */
    public long backlog() {
        return Math.max(0, durableSequence.get() - publishedSequence.get());
    }

    /** Number of items in quarantine that need an operator. */
    public long quarantined() throws IOException {
        return quarantineFolder.count();
    }

    /** Disk space used by segments, in bytes. */
    public long sizeOnDisk() throws IOException {
        return Segment.totalSize(directory);
    }

    /**
     * Quarantines a record that can never be published, so that the rest can be.
     *
     * @param reason for the log; nothing of the record's content
     */
    public void refuse(JournalRecord record, String reason) throws IOException {
        quarantine.refused(record, reason);
    }

    /** A reader that starts after the published records. */
    public JournalReader reader() throws IOException {
        return new JournalReader(directory, publishedSequence.get(), durableSequence::get, quarantine::corrupt, disk);
    }

    /**
     * Waits until a record after the sequence is durable, {@link #wake} is called, the time has passed, or
     * the journal is closed.
     */
    public void awaitBeyond(long sequence, BooleanSupplier happened, long timeoutMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        synchronized (readable) {
            waiting = true;
            try {
                while (durableSequence.get() <= sequence && !happened.getAsBoolean() && !closed) {
                    long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                    if (left <= 0) {
                        return;
                    }
                    readable.wait(left);
                }
            } finally {
                waiting = false;
            }
        }
    }

    /** Wakes {@link #awaitBeyond}. Nearly free while nobody waits. */
    public void wake() {
        if (waiting) {
            synchronized (readable) {
                readable.notifyAll();
            }
        }
    }

    /** Marks everything up to the sequence as published, and deletes segments that are no longer needed. */
    public synchronized void published(long sequence) throws IOException {
        if (sequence <= publishedSequence.get()) {
            return;
        }
        publishedSequence.set(sequence);
        checkpoint.write(sequence);
        for (Segment next = segments.second(); next != null && next.firstSequence() <= sequence + 1; ) {
            segments.deleteFirst();
            next = segments.second();
        }
    }

    /** Stops accepting records, writes the accepted ones, and unlocks the folder. */
    @Override
    public void close() throws IOException {
        closed = true;
        synchronized (readable) {
            readable.notifyAll();
        }
        commits.close();
        checkpoint.close();
        lock.close();
    }
}
