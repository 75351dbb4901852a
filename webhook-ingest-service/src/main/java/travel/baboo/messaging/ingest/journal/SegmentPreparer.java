package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Creates the next segment's file while the current one is being filled, so that no webhook waits for it. Not
 * thread-safe; the work is done on another thread.
 */
final class SegmentPreparer implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(SegmentPreparer.class);
    private static final String NAME = "next-segment.tmp";

    private final Path directory;
    private final long segmentSize;
    private final long maxSize;
    private final Disk disk;
    private final ExecutorService executor = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "journal-preparer");
        thread.setDaemon(true);
        return thread;
    });
    private @Nullable Future<PreparedFile> next;
    private volatile boolean awaited;

    /**
     * Deletes what a previous process may have left incomplete.
     *
     * @param maxSize the journal's limit in bytes; no file is created ahead beyond it
     */
    SegmentPreparer(Path directory, long segmentSize, long maxSize, Disk disk) throws IOException {
        this.directory = directory;
        this.segmentSize = segmentSize;
        this.maxSize = maxSize;
        this.disk = disk;
        Files.deleteIfExists(directory.resolve(NAME));
    }

    /** Starts creating the next file, unless already started. */
    void begin() {
        if (next == null) {
            next = executor.submit(this::create);
        }
    }

    /** The prepared file, or a new one if there is none of sufficient size. */
    PreparedFile take(long size) throws IOException {
        PreparedFile begun = awaitBegun();
        if (begun != null && begun.size() >= size) {
            return begun;
        }
        if (begun != null) {
            begun.discard();
        }
        return PreparedFile.create(disk, directory.resolve(NAME), Math.max(size, segmentSize), () -> true);
    }

    private PreparedFile create() throws IOException {
        if (Segment.totalSize(directory) + segmentSize > maxSize) {
            throw new JournalUnavailableException("the journal is near its limit of " + maxSize + " bytes");
        }
        return PreparedFile.create(disk, directory.resolve(NAME), segmentSize, () -> awaited);
    }

    private @Nullable PreparedFile awaitBegun() throws InterruptedIOException {
        Future<PreparedFile> begun = next;
        next = null;
        if (begun == null) {
            return null;
        }
        awaited = true;
        try {
            return begun.get();
        } catch (ExecutionException e) {
            LOG.debug("The next segment could not be prepared; it will be created when needed", e);
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the next segment may still be in the making");
        } finally {
            awaited = false;
        }
    }

    @Override
    public void close() {
        awaited = true;
        executor.shutdown();
        try {
            if (!executor.awaitTermination(10, TimeUnit.SECONDS)) {
                LOG.warn("The next segment is still being prepared; the next start deletes it");
                return;
            }
            PreparedFile unused = awaitBegun();
            if (unused != null) {
                unused.discard();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.debug("An unused file remains; the next start deletes it", e);
        }
    }
}
