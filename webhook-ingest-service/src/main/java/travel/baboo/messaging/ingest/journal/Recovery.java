package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Recovers a journal's folder after any end of the previous process. */
final class Recovery {

    private final Path directory;
    private final Quarantine quarantine;
    private final Disk disk;

    Recovery(Path directory, Quarantine quarantine, Disk disk) {
        this.directory = directory;
        this.quarantine = quarantine;
        this.disk = disk;
    }

    /**
     * Truncates the newest segment after its last complete record and deletes empty segments.
     *
     * @return the highest sequence on disk, 0 if there is none
     */
    long run() throws IOException {
        List<Segment> segments = Segment.list(directory);
        for (int i = segments.size() - 1; i >= 0; i--) {
            long last = cut(segments.get(i));
            if (last > 0) {
                return last;
            }
            Files.delete(segments.get(i).file());
        }
        return 0;
    }

    private long cut(Segment segment) throws IOException {
        long last = 0;
        long end;
        try (SegmentReader reader = new SegmentReader(segment, (where, from, to) -> {}, disk)) {
            for (JournalRecord record = next(reader); record != null; record = next(reader)) {
                last = record.sequence();
            }
            end = reader.offset();
            long endOfTorn = reader.endOfRest();
            if (endOfTorn > end) {
                quarantine.tornTail(segment, end, endOfTorn);
            }
        }
        try (FileChannel channel = disk.open(segment.file(), StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
        return last;
    }

    private static @Nullable JournalRecord next(SegmentReader reader) throws IOException {
        JournalRecord record = reader.next();
        return record == null ? reader.nextBehindCorruption() : record;
    }
}
