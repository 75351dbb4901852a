package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The current segment: rolls over to a new one, enforces the journal's limit, and after a failure retries with a
 * new one at intervals. Not thread-safe.
 */
final class ActiveSegment implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(ActiveSegment.class);

    private final SegmentFiles segments;
    private final Path directory;
    private final long segmentSize;
    private final long maxSize;
    private final long retryNanos;
    private final SegmentPreparer preparer;
    private @Nullable SegmentWriter writer;
    private long retryAt;
    private boolean failing;

    ActiveSegment(SegmentFiles segments, long segmentSize, long maxSize, Disk disk) throws IOException {
        if (maxSize < 2 * segmentSize) {
            throw new IllegalArgumentException(
                    "The journal's max-size must hold at least two segments of segment-size: " + maxSize
                            + " bytes do not hold twice " + segmentSize);
        }
        this.segments = segments;
        this.directory = segments.directory();
        this.segmentSize = segmentSize;
        this.maxSize = maxSize;
        this.retryNanos = disk.retryDelay().toNanos();
        this.preparer = new SegmentPreparer(directory, segmentSize, maxSize, disk);
    }

    /** Creates the first segment's file ahead, so that the first webhook after a start does not wait for it. */
    void begin() {
        preparer.begin();
    }

    Path directory() {
        return directory;
    }

    /**
     * A segment with room for the bytes.
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
        retryAt = System.nanoTime() + retryNanos;
        failing = true;
        long size = Math.max(segmentSize, bytes);
        if (Segment.totalSize(directory) + size > maxSize) {
            throw new JournalUnavailableException("the journal is at its limit of " + maxSize + " bytes");
        }
        SegmentWriter next = open(new Segment(directory, nextSequence), size);
        writer = next;
        failing = false;
        closeQuietly(present);
        return next;
    }

    /** A file that got its name counts even if a later step failed: it uses space until it is deleted. */
    private SegmentWriter open(Segment segment, long size) throws IOException {
        boolean before = Files.exists(segment.file());
        try {
            return preparer.take(size).become(segment);
        } finally {
            if (!before && Files.exists(segment.file())) {
                segments.add(segment);
            }
        }
    }

    /** After a failed write the disk's content is unknown: the segment ends at its last durable record, and the next one is new. */
    void abandon() {
        SegmentWriter broken = writer;
        writer = null;
        if (broken == null) {
            return;
        }
        failing = true;
        retryAt = System.nanoTime() + retryNanos;
        try {
            broken.cutToDurable();
        } catch (IOException e) {
            LOG.errorf(
                    e,
                    "file=%s The failed segment could not be truncated; its end will be read as torn",
                    broken.segment());
        }
        closeQuietly(broken);
    }

    /** A clean shutdown truncates after the last record, so that the next start has nothing to scan. */
    @Override
    public void close() {
        SegmentWriter last = writer;
        if (last != null) {
            try {
                last.cutToDurable();
            } catch (IOException e) {
                LOG.warnf(
                        e,
                        "file=%s The last segment could not be truncated; the next start reads it to its end",
                        last.segment());
            }
        }
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
            LOG.warnf(e, "file=%s A synced segment could not be closed", done.segment());
        }
    }
}
