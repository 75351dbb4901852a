package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jboss.logging.Logger;

/**
 * Keeps on disk what cannot be published until an operator decides, so that the rest can continue. The file name has the
 * kind: {@code refused-} for records that Kafka rejects, {@code corrupt-} for bytes in the middle of the journal, and {@code torn-} for the
 * end of a write that a crash interrupted, which needs no alert.
 *
 * @see QuarantineFolder
 */
final class Quarantine {

    static final String FOLDER = "quarantine";
    static final String REFUSED = "refused-";
    static final String CORRUPT = "corrupt-";
    static final String TORN = "torn-";

    private static final Logger LOG = Logger.getLogger(Quarantine.class);

    private final Path directory;
    private final Disk disk;

    Quarantine(Path journalDirectory, Disk disk) {
        this.directory = journalDirectory.resolve(FOLDER);
        this.disk = disk;
    }

    /** Corrupt bytes of a segment that are followed by a valid record. */
    void corrupt(Segment segment, long from, long to) throws IOException {
        Path file = copy(CORRUPT, segment, from, to);
        LOG.errorf("file=%s bytes=%d A corrupt part of the journal was quarantined", file, to - from);
    }

    /** The end of a segment without any valid record. */
    void tornTail(Segment segment, long from, long to) throws IOException {
        Path file = copy(TORN, segment, from, to);
        LOG.warnf("file=%s bytes=%d The journal ends in a torn write, which is truncated", file, to - from);
    }

    void refused(JournalRecord record, String reason) throws IOException {
        Path file = directory.resolve((REFUSED + "%016x").formatted(record.sequence()));
        try (FileChannel channel = create(file)) {
            ByteBuffer buffer = ByteBuffer.wrap(record.payload());
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        disk.forceDirectory(directory);
        LOG.errorf("file=%s reason=%s A record that Kafka rejects was quarantined", file, reason);
    }

    private Path copy(String kind, Segment segment, long from, long to) throws IOException {
        Path file = directory.resolve(kind + segment.file().getFileName() + "-" + from);
        try (FileChannel source = disk.open(segment.file(), StandardOpenOption.READ);
                FileChannel channel = create(file)) {
            for (long at = from; at < to; ) {
                long copied = source.transferTo(at, to - at, channel);
                if (copied <= 0) {
                    throw new IOException("the segment ended at " + at);
                }
                at += copied;
            }
            channel.force(true);
        }
        disk.forceDirectory(directory);
        return file;
    }

    private FileChannel create(Path file) throws IOException {
        disk.createDirectories(directory);
        return disk.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
    }
}
