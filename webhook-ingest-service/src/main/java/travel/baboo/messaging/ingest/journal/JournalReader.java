package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the journal's durable records in order, across segments. Not thread-safe. */
public final class JournalReader implements AutoCloseable {

    private final Path directory;
    private final LongSupplier durableSequence;
    private final SegmentReader.CorruptionListener corruption;
    private final Disk disk;
    private long lastSequence;
    private @Nullable SegmentReader segment;

    JournalReader(
            Path directory,
            long afterSequence,
            LongSupplier durableSequence,
            SegmentReader.CorruptionListener corruption,
            Disk disk) {
        this.directory = directory;
        this.lastSequence = afterSequence;
        this.durableSequence = durableSequence;
        this.corruption = corruption;
        this.disk = disk;
    }

    /** The sequence of the last record returned, or the one to start after. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The next durable record; empty if all have been read. */
    public Optional<JournalRecord> next() throws IOException {
        while (lastSequence < durableSequence.getAsLong()) {
            SegmentReader present = segment;
            if (present == null) {
                if (!openFirstSegment()) {
                    return Optional.empty();
                }
                continue;
            }
            JournalRecord record = present.next();
            if (record == null) {
                // A durable record must follow: after corrupt bytes, or in the next segment.
                record = present.nextBehindCorruption();
            }
            if (record == null) {
                if (!openSegmentBehind(present)) {
                    return Optional.empty();
                }
            } else if (record.sequence() > lastSequence) {
                lastSequence = record.sequence();
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    /** Opens the newest segment that may contain the next record. */
    private boolean openFirstSegment() throws IOException {
        List<Segment> segments = Segment.list(directory);
        for (int i = segments.size() - 1; i >= 0; i--) {
            if (i == 0 || segments.get(i).firstSequence() <= lastSequence + 1) {
                segment = new SegmentReader(segments.get(i), corruption, disk);
                return true;
            }
        }
        return false;
    }

    private boolean openSegmentBehind(SegmentReader present) throws IOException {
        Optional<Segment> next = Segment.list(directory).stream()
                .filter(candidate -> candidate.compareTo(present.segment()) > 0)
                .findFirst();
        if (next.isEmpty()) {
            return false;
        }
        present.reportRest();
        close();
        segment = new SegmentReader(next.get(), corruption, disk);
        return true;
    }

    @Override
    public void close() throws IOException {
        SegmentReader present = segment;
        segment = null;
        if (present != null) {
            present.close();
        }
    }
}
