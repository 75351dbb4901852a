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
 * <p>Promises: a record whose future completed is on disk and will be read back exactly as it was, after any crash of the
 * process, until {@link #published} has passed it. Records are read in the order of their sequences. One process only: the
 * folder is locked.
 */
public final class Journal implements AutoCloseable {

    /** What is reported about each group commit. */
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
     * Opens the journal in its folder and recovers what the last process left.
     *
     * @throws IOException when the folder cannot be used, or another process has it
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
     * Appends a record and waits until it is on disk. Never on an event loop.
     *
     * @throws JournalUnavailableException when it cannot be made durable
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

    /** Everything up to this sequence has left. */
    public long publishedSequence() {
        return publishedSequence.get();
    }

    /** Records on disk that have not left; failed writes may make it a little more than there are. */
    public long backlog() {
        return Math.max(0, durableSequence.get() - publishedSequence.get());
    }

    /** How many parts in quarantine want an operator. */
    public long quarantined() throws IOException {
        return quarantineFolder.count();
    }

    /** Bytes taken on disk by segments. */
    public long sizeOnDisk() throws IOException {
        return Segment.totalSize(directory);
    }

    /**
     * Puts a record that can never leave into quarantine, so that the rest can.
     *
     * @param reason for the log; nothing of the record's content
     */
    public void refuse(JournalRecord record, String reason) throws IOException {
        quarantine.refused(record, reason);
    }

    /** A reader that starts behind what has been published. */
    public JournalReader reader() throws IOException {
        return new JournalReader(directory, publishedSequence.get(), durableSequence::get, quarantine::corrupt, disk);
    }

    /**
     * Waits until a record beyond the sequence is durable, or something else has happened and {@link #wake} was called, or the time
     * is over, or the journal is closed.
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

    /** Lets {@link #awaitBeyond} look whether something has happened. Costs next to nothing while nobody waits. */
    public void wake() {
        if (waiting) {
            synchronized (readable) {
                readable.notifyAll();
            }
        }
    }

    /** Everything up to the sequence is safe elsewhere: remembers it, and deletes whole segments once a newer one is reached. */
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

    /** Takes no more, writes what was taken, gives the folder free. */
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
