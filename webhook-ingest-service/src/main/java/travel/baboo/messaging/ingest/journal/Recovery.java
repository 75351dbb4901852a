package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Brings a journal's folder into order after whatever ended the last process. */
final class Recovery {

    private final Path directory;
    private final Quarantine quarantine;

    Recovery(Path directory, Quarantine quarantine) {
        this.directory = directory;
        this.quarantine = quarantine;
    }

    /**
     * Cuts the newest segment at its last whole record and drops segments that hold none.
     *
     * @return the highest sequence on disk, 0 when there is none
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
        try (SegmentReader reader = new SegmentReader(segment, (where, offset, bytes) -> {})) {
            @Nullable JournalRecord record;
            while ((record = reader.next()) != null) {
                last = record.sequence();
            }
            end = reader.offset();
            keepTornTail(segment, reader, end);
        }
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
            channel.truncate(end);
            channel.force(true);
        }
        return last;
    }

    private void keepTornTail(Segment segment, SegmentReader reader, long end) throws IOException {
        byte[] tail = reader.bytes(end, segment.size());
        int length = tail.length;
        while (length > 0 && tail[length - 1] == 0) {
            length--;
        }
        if (length > 0) {
            quarantine.tornTail(segment, end, Arrays.copyOf(tail, length));
        }
    }
}
