package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The segment that is written to at present: rolls over to a new one, keeps the journal's limit, and after a failure tries a
 * new one now and then. For one thread.
 */
final class ActiveSegment implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ActiveSegment.class);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Path directory;
    private final long segmentSize;
    private final long maxSize;
    private final SegmentPreparer preparer;
    private @Nullable SegmentWriter writer;
    private long retryAt;
    private boolean failing;

    ActiveSegment(Path directory, long segmentSize, long maxSize) throws IOException {
        if (maxSize < 2 * segmentSize) {
            throw new IllegalArgumentException(
                    "The journal's max-size must hold at least two segments of segment-size: " + maxSize
                            + " bytes do not hold twice " + segmentSize);
        }
        this.directory = directory;
        this.segmentSize = segmentSize;
        this.maxSize = maxSize;
        this.preparer = new SegmentPreparer(directory, segmentSize, maxSize);
    }

    /** Begins with the first segment's file, so that the first webhook after a start does not wait for it. */
    void begin() {
        preparer.begin();
    }

    Path directory() {
        return directory;
    }

    /**
     * A segment into which the bytes fit.
     *
     * @param nextSequence names a new segment
     * @throws JournalUnavailableException at the limit, and for a second after a failure
     */
    SegmentWriter withRoomFor(int bytes, long nextSequence) throws IOException {
        SegmentWriter present = writer;
        if (present != null && present.hasRoomFor(bytes)) {
            if (present.quarterFull()) {
                preparer.begin();
            }
            return present;
        }
        if (failing && System.nanoTime() - retryAt < 0) {
            throw new JournalUnavailableException("the journal cannot write at present");
        }
        retryAt = System.nanoTime() + RETRY_NANOS;
        failing = true;
        long size = Math.max(segmentSize, bytes);
        if (Segment.totalSize(directory) + size > maxSize) {
            throw new JournalUnavailableException("the journal is at its limit of " + maxSize + " bytes");
        }
        writer = preparer.take(size).become(new Segment(directory, nextSequence));
        failing = false;
        closeQuietly(present);
        return writer;
    }

    /** After a failed write nobody knows what is on disk: the segment ends where it was sound, the next is new. */
    void abandon() {
        SegmentWriter broken = writer;
        writer = null;
        if (broken == null) {
            return;
        }
        failing = true;
        retryAt = System.nanoTime() + RETRY_NANOS;
        try {
            broken.cutToDurable();
        } catch (IOException e) {
            LOG.errorf(e, "file=%s The failed segment could not be cut; its end is read as torn", broken.segment());
        }
        closeQuietly(broken);
    }

    @Override
    public void close() {
        closeQuietly(writer);
        writer = null;
        preparer.close();
    }

    private static void closeQuietly(@Nullable SegmentWriter done) {
        if (done == null) {
            return;
        }
        try {
            done.close();
        } catch (IOException e) {
            LOG.warnf(e, "file=%s A segment that is safe on disk could not be closed", done.segment());
        }
    }
}
