package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Reads the journal's durable records in order, across segments. Not for several threads at once. */
public final class JournalReader implements AutoCloseable {

    private final Path directory;
    private final LongSupplier durableSequence;
    private final SegmentReader.CorruptionListener corruption;
    private long lastSequence;
    private @Nullable SegmentReader segment;

    JournalReader(
            Path directory,
            long afterSequence,
            LongSupplier durableSequence,
            SegmentReader.CorruptionListener corruption) {
        this.directory = directory;
        this.lastSequence = afterSequence;
        this.durableSequence = durableSequence;
        this.corruption = corruption;
    }

    /** The sequence of the last record given out, or the one to start behind. */
    public long lastSequence() {
        return lastSequence;
    }

    /** The next durable record; empty when all have been read for now. */
    public Optional<JournalRecord> next() throws IOException {
        while (lastSequence < durableSequence.getAsLong()) {
            SegmentReader present = segment;
            if (present == null) {
                if (!openSegmentBehind(Long.MIN_VALUE)) {
                    return Optional.empty();
                }
                continue;
            }
            JournalRecord record = present.next();
            if (record == null) {
                // Durable records that are not here are in the next segment, unless corruption ate the last ones.
                if (!openSegmentBehind(present.segment().firstSequence())) {
                    return Optional.empty();
                }
            } else if (record.sequence() > lastSequence) {
                lastSequence = record.sequence();
                return Optional.of(record);
            }
        }
        return Optional.empty();
    }

    private boolean openSegmentBehind(long firstSequence) throws IOException {
        Optional<Segment> next = Segment.list(directory).stream()
                .filter(candidate -> candidate.firstSequence() > firstSequence)
                .findFirst();
        if (next.isEmpty()) {
            return false;
        }
        close();
        segment = new SegmentReader(next.get(), corruption);
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
