package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A log on local disk with group commit.
 *
 * <p>Promises: a record whose future completed is on disk and will be read back exactly as it was, after any crash of the
 * process, until {@link #published} has passed it. Records are read in the order of their sequences. One process only: the
 * folder is locked.
 */
public final class Journal implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Journal.class);
    private static final int MAX_BATCH_BYTES = 4 << 20;
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What is told about each group commit. */
    public interface CommitListener {
        void committed(int records, long syncNanos);
    }

    private record Pending(byte[] payload, CompletableFuture<Long> durable) {}

    private final Path directory;
    private final long segmentSize;
    private final long maxSize;
    private final CommitListener listener;
    private final JournalLock lock;
    private final Quarantine quarantine;
    private final Checkpoint checkpoint;
    private final Thread writerThread;
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final ByteBuffer batch = ByteBuffer.allocateDirect(MAX_BATCH_BYTES + 2 * RecordFormat.MAX_PAYLOAD_LENGTH);
    private final AtomicLong durableSequence;
    private final AtomicLong publishedSequence;
    private final Object readable = new Object();

    private @Nullable SegmentWriter writer;
    private long nextSequence;
    private long failedAt;
    private volatile boolean healthy = true;
    private volatile boolean closed;

    private Journal(JournalConfig config, CommitListener listener) throws IOException {
        this.directory = config.directory();
        this.segmentSize = config.segmentSize().asLongValue();
        this.maxSize = config.maxSize().asLongValue();
        this.listener = listener;
        Files.createDirectories(directory);
        this.lock = JournalLock.take(directory);
        this.quarantine = new Quarantine(directory);
        this.checkpoint = new Checkpoint(directory);
        long last = new Recovery(directory, quarantine).run();
        long published = checkpoint.read();
        this.nextSequence = Math.max(last, published) + 1;
        this.durableSequence = new AtomicLong(nextSequence - 1);
        this.publishedSequence = new AtomicLong(Math.min(published, nextSequence - 1));
        this.writerThread = new Thread(this::writeLoop, "journal-writer");
        writerThread.setDaemon(true);
    }

    /**
     * Opens the journal in its folder and recovers what the last process left.
     *
     * @throws IOException when the folder cannot be used, or another process has it
     */
    public static Journal open(JournalConfig config, CommitListener listener) throws IOException {
        Journal journal = new Journal(config, listener);
        journal.writerThread.start();
        return journal;
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
        CompletableFuture<Long> durable = new CompletableFuture<>();
        queue.add(new Pending(payload, durable));
        if (closed && queue.removeIf(pending -> pending.durable() == durable)) {
            durable.completeExceptionally(new JournalUnavailableException("the journal is closed"));
        }
        return durable;
    }

    private void writeLoop() {
        List<Pending> group = new ArrayList<>();
        while (!closed || !queue.isEmpty()) {
            try {
                Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    group.clear();
                    group.add(first);
                    int bytes = RecordFormat.lengthOnDisk(first.payload());
                    Pending next;
                    while (bytes < MAX_BATCH_BYTES && (next = queue.poll()) != null) {
                        group.add(next);
                        bytes += RecordFormat.lengthOnDisk(next.payload());
                    }
                    commit(group, bytes);
                } else if (!healthy) {
                    tryToRecover();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closed = true;
            }
        }
    }

    private void commit(List<Pending> group, int bytes) {
        long firstSequence = nextSequence;
        try {
            SegmentWriter target = writerWithRoom(bytes);
            batch.clear();
            for (Pending pending : group) {
                RecordFormat.write(batch, nextSequence++, pending.payload());
            }
            long start = System.nanoTime();
            target.append(batch.flip());
            listener.committed(group.size(), System.nanoTime() - start);
        } catch (IOException | RuntimeException e) {
            fail(group, e);
            return;
        }
        healthy = true;
        durableSequence.set(nextSequence - 1);
        synchronized (readable) {
            readable.notifyAll();
        }
        for (int i = 0; i < group.size(); i++) {
            group.get(i).durable().complete(firstSequence + i);
        }
    }

    private SegmentWriter writerWithRoom(int bytes) throws IOException {
        SegmentWriter present = writer;
        if (present != null && present.hasRoomFor(bytes)) {
            return present;
        }
        if (failedAt != 0 && System.nanoTime() - failedAt < RETRY_NANOS) {
            throw new JournalUnavailableException("the journal cannot write at present");
        }
        long size = Math.max(segmentSize, bytes);
        if (sizeOnDisk() + size > maxSize) {
            throw new JournalUnavailableException("the journal is at its limit of " + maxSize + " bytes");
        }
        SegmentWriter fresh = SegmentWriter.create(new Segment(directory, nextSequence), size);
        if (present != null) {
            present.close();
        }
        writer = fresh;
        failedAt = 0;
        return fresh;
    }

    /** After a failed write nobody knows what is on disk: the segment is closed where it was sound, the next is new. */
    private void fail(List<Pending> group, Exception cause) {
        if (healthy) {
            LOG.errorf(cause, "directory=%s The journal does not take records", directory);
        }
        healthy = false;
        failedAt = System.nanoTime();
        SegmentWriter broken = writer;
        writer = null;
        if (broken != null) {
            try (broken) {
                broken.cutToDurable();
            } catch (IOException e) {
                LOG.errorf(e, "file=%s The failed segment could not be cut; its end is read as torn", broken.segment());
            }
        }
        JournalUnavailableException answer = cause instanceof JournalUnavailableException unavailable
                ? unavailable
                : new JournalUnavailableException("the journal cannot write", cause);
        group.forEach(pending -> pending.durable().completeExceptionally(answer));
    }

    private void tryToRecover() {
        try {
            writerWithRoom(1);
            healthy = true;
            LOG.infof("directory=%s The journal takes records again", directory);
        } catch (IOException | JournalUnavailableException stillFailing) {
            LOG.debug("the journal still does not take records", stillFailing);
        }
    }

    /** Whether the last attempt to write succeeded. */
    public boolean healthy() {
        return healthy && !closed;
    }

    /** The highest sequence on disk. */
    public long durableSequence() {
        return durableSequence.get();
    }

    /** Everything up to this sequence has left. */
    public long publishedSequence() {
        return publishedSequence.get();
    }

    /** How many corrupt parts readers have put aside. */
    public long quarantined() {
        return quarantine.count();
    }

    /** Bytes taken on disk by segments. */
    public long sizeOnDisk() throws IOException {
        long size = 0;
        for (Segment segment : Segment.list(directory)) {
            size += segment.size();
        }
        return size;
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
        try {
            writerThread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        SegmentWriter last = writer;
        if (last != null) {
            last.close();
        }
        lock.close();
    }
}
