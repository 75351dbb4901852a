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
 * Makes the next segment's file while the present one is still being filled, so that nobody's 200 waits for it. For one
 * thread; the work is done on another.
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
     * Takes away what an earlier process may have left half made.
     *
     * @param maxSize nothing is made ahead that would take the journal over it, in bytes
     */
    SegmentPreparer(Path directory, long segmentSize, long maxSize, Disk disk) throws IOException {
        this.directory = directory;
        this.segmentSize = segmentSize;
        this.maxSize = maxSize;
        this.disk = disk;
        Files.deleteIfExists(directory.resolve(NAME));
    }

    /** Begins with the next file, unless that was done before. */
    void begin() {
        if (next == null) {
            next = executor.submit(this::create);
        }
    }

    /** The file begun before, or, when there is none that is large enough, one that is made now. */
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
