package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A log on local disk with group commit.
 *
 * <p>Promises: a record whose future completed is on disk and will be read back exactly as it was, after any crash of the
 * process, until {@link #published} has passed it. Records are read in the order of their sequences. One process only: the
 * folder is locked.
 */
public final class Journal implements AutoCloseable {

    /** What is told about each group commit. */
    public interface CommitListener {
        void committed(int records, long syncNanos);
    }

    private final Path directory;
    private final JournalLock lock;
    private final Quarantine quarantine;
    private final Checkpoint checkpoint;
    private final AtomicLong durableSequence;
    private final AtomicLong publishedSequence;
    private final GroupCommit commits;
    private final Object readable = new Object();
    private volatile boolean closed;

    private Journal(JournalConfig config, JournalLock lock, CommitListener listener) throws IOException {
        this.directory = config.directory();
        this.lock = lock;
        this.quarantine = new Quarantine(directory);
        this.checkpoint = new Checkpoint(directory);
        ActiveSegment active = new ActiveSegment(
                directory, config.segmentSize().asLongValue(), config.maxSize().asLongValue());
        long last = new Recovery(directory, quarantine).run();
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
        Files.createDirectories(config.directory());
        JournalLock lock = JournalLock.take(config.directory());
        try {
            return new Journal(config, lock, listener);
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

    /** How many parts lie in quarantine: each wants a person to look at it and to take it away. */
    public long quarantined() {
        return quarantine.count();
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
        return new JournalReader(directory, publishedSequence.get(), durableSequence::get, quarantine::corrupt);
    }

    /** Waits until a record beyond the sequence is durable, or the time is over, or the journal is closed. */
    public void awaitBeyond(long sequence, long timeoutMillis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeoutMillis);
        synchronized (readable) {
            while (durableSequence.get() <= sequence && !closed) {
                long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                if (left <= 0) {
                    return;
                }
                readable.wait(left);
            }
        }
    }

    /** Everything up to the sequence is safe elsewhere: remembers it and gives back whole segments. */
    public synchronized void published(long sequence) throws IOException {
        if (sequence <= publishedSequence.get()) {
            return;
        }
        publishedSequence.set(sequence);
        checkpoint.write(sequence);
        List<Segment> segments = Segment.list(directory);
        for (int i = 0; i + 1 < segments.size() && segments.get(i + 1).firstSequence() <= sequence + 1; i++) {
            Files.delete(segments.get(i).file());
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
