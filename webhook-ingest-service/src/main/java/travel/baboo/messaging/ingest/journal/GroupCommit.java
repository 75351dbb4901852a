package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The only thread that writes: takes all waiting records, writes them with one sync, and completes their futures.
 *
 * <p>Under load it waits briefly for more records before it writes: a commit costs the same whatever its
 * size, here, in the reader and in the waiting callers, and on a busy machine this cost dominates. A
 * single record is written at once.
 *
 * <p>Promise: every future completes, with a sequence only after the record is on disk.
 */
final class GroupCommit implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(GroupCommit.class);
    private static final int MAX_BATCH_BYTES = 4 << 20;

    /** A group of this size indicates that more records are coming. */
    private static final int CROWD = 4;

    /** How long the first record waits for others under load. */
    private static final long GATHERING_NANOS = TimeUnit.MICROSECONDS.toNanos(500);

    /** Limits the memory of records that wait for a slow disk. */
    private static final long MAX_WAITING_BYTES = 64 << 20;

    private record Pending(byte[] payload, CompletableFuture<Long> durable) {}

    private final ActiveSegment segment;
    private final Journal.CommitListener listener;
    private final LongConsumer durable;
    private final Thread thread = new Thread(this::writeLoop, "journal-writer");
    private final BlockingQueue<Pending> queue = new LinkedBlockingQueue<>();
    private final AtomicLong waitingBytes = new AtomicLong();
    private final ByteBuffer batch = ByteBuffer.allocateDirect(MAX_BATCH_BYTES + 2 * RecordFormat.MAX_PAYLOAD_LENGTH);
    private long nextSequence;
    private volatile boolean healthy = true;
    private volatile boolean closed;

    /** @param durable receives the highest sequence on disk after each commit, before the futures complete */
    GroupCommit(ActiveSegment segment, long nextSequence, Journal.CommitListener listener, LongConsumer durable) {
        this.segment = segment;
        this.nextSequence = nextSequence;
        this.listener = listener;
        this.durable = durable;
        thread.setDaemon(true);
        thread.start();
    }

    CompletableFuture<Long> append(byte[] payload) {
        CompletableFuture<Long> result = new CompletableFuture<>();
        int bytes = RecordFormat.lengthOnDisk(payload);
        if (waitingBytes.addAndGet(bytes) > MAX_WAITING_BYTES) {
            waitingBytes.addAndGet(-bytes);
            result.completeExceptionally(new JournalUnavailableException("the disk does not keep up"));
            return result;
        }
        queue.add(new Pending(payload, result));
        if (closed && queue.removeIf(pending -> pending.durable() == result)) {
            waitingBytes.addAndGet(-bytes);
            result.completeExceptionally(new JournalUnavailableException("the journal is closed"));
        }
        return result;
    }

    boolean healthy() {
        return healthy && !closed;
    }

    private void writeLoop() {
        List<Pending> group = new ArrayList<>();
        boolean crowded = false;
        while (!closed || !queue.isEmpty()) {
            try {
                Pending first = queue.poll(100, TimeUnit.MILLISECONDS);
                if (first != null) {
                    if (crowded) {
                        LockSupport.parkNanos(GATHERING_NANOS);
                    }
                    int bytes = gather(first, group);
                    commit(group, bytes);
                    waitingBytes.addAndGet(-bytes);
                    crowded = group.size() >= CROWD;
                } else if (!healthy) {
                    tryToRecover();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closed = true;
            }
        }
    }

    private int gather(Pending first, List<Pending> group) {
        group.clear();
        group.add(first);
        int bytes = RecordFormat.lengthOnDisk(first.payload());
        @Nullable Pending next;
        while (bytes < MAX_BATCH_BYTES && (next = queue.poll()) != null) {
            group.add(next);
            bytes += RecordFormat.lengthOnDisk(next.payload());
        }
        return bytes;
    }

    @SuppressWarnings("CatchingUnchecked") // No caller may wait forever, whatever fails.
    private void commit(List<Pending> group, int bytes) {
        long firstSequence = nextSequence;
        try {
            SegmentWriter target = segment.withRoomFor(bytes, nextSequence);
            batch.clear();
            for (Pending pending : group) {
                RecordFormat.write(batch, nextSequence++, pending.payload());
            }
            long start = System.nanoTime();
            target.append(batch.flip());
            listener.committed(group.size(), System.nanoTime() - start);
        } catch (IOException | RuntimeException | Error e) {
            fail(group, e);
            return;
        }
        recovered();
        durable.accept(nextSequence - 1);
        for (int i = 0; i < group.size(); i++) {
            group.get(i).durable().complete(firstSequence + i);
        }
    }

    private void fail(List<Pending> group, Throwable cause) {
        if (healthy) {
            LOG.errorf(cause, "directory=%s The journal does not accept records", segment.directory());
        }
        healthy = false;
        // A file with the failed name may remain; the next segment gets another.
        nextSequence++;
        segment.abandon();
        JournalUnavailableException answer = cause instanceof JournalUnavailableException unavailable
                ? unavailable
                : new JournalUnavailableException("the journal cannot write", cause);
        group.forEach(pending -> pending.durable().completeExceptionally(answer));
    }

    private void tryToRecover() {
        try {
            segment.withRoomFor(1, nextSequence);
            recovered();
        } catch (IOException | RuntimeException stillFailing) {
            nextSequence++;
            LOG.debug("The journal still does not accept records", stillFailing);
        }
    }

    private void recovered() {
        if (!healthy) {
            healthy = true;
            LOG.infof("directory=%s The journal accepts records again", segment.directory());
        }
    }

    /** Stops accepting records and writes the accepted ones. */
    @Override
    public void close() {
        closed = true;
        try {
            thread.join(TimeUnit.SECONDS.toMillis(10));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        if (thread.isAlive()) {
            LOG.warnf(
                    "directory=%s The disk does not respond; the next start finds what reached it",
                    segment.directory());
        } else {
            segment.close();
        }
    }
}
