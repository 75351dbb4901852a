package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** Keeps bytes of the journal that are no sound record, for a person to look at; the rest goes on without them. */
final class Quarantine {

    private static final Logger LOG = Logger.getLogger(Quarantine.class);

    private final Path directory;
    private final AtomicLong count = new AtomicLong();

    Quarantine(Path journalDirectory) {
        this.directory = journalDirectory.resolve("quarantine");
    }

    void corrupt(Segment segment, long offset, byte[] bytes) throws IOException {
        Path file = keep(segment, offset, bytes);
        count.incrementAndGet();
        LOG.errorf("file=%s bytes=%d A corrupt part of the journal was put aside", file, bytes.length);
    }

    void tornTail(Segment segment, long offset, byte[] bytes) throws IOException {
        Path file = keep(segment, offset, bytes);
        LOG.warnf("file=%s bytes=%d The journal's end was not written whole; it is cut off", file, bytes.length);
    }

    /** How many corrupt parts have been met since the start. */
    long count() {
        return count.get();
    }

    private Path keep(Segment segment, long offset, byte[] bytes) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(segment.file().getFileName() + "-" + offset);
        Files.write(file, bytes);
        return file;
    }
}
