package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/**
 * Keeps what cannot go the usual way, for a person to look at; the rest goes on without it. Kept means on disk. The names say
 * what it is: {@code corrupt-} bytes in the middle of the journal, {@code refused-} records Kafka will never take, and
 * {@code torn-} ends of a write that a crash cut short, which are no reason for an alarm.
 */
final class Quarantine {

    private static final Logger LOG = Logger.getLogger(Quarantine.class);
    private static final String TORN = "torn-";

    private final Path directory;
    private final AtomicLong count = new AtomicLong();

    Quarantine(Path journalDirectory) throws IOException {
        this.directory = journalDirectory.resolve("quarantine");
        if (Files.isDirectory(directory)) {
            try (Stream<Path> files = Files.list(directory)) {
                count.set(files.filter(file -> !file.getFileName().toString().startsWith(TORN))
                        .count());
            }
        }
    }

    void corrupt(Segment segment, long offset, byte[] bytes) throws IOException {
        Path file = keepForAlarm("corrupt-" + segment.file().getFileName() + "-" + offset, bytes);
        LOG.errorf("file=%s bytes=%d A corrupt part of the journal was put aside", file, bytes.length);
    }

    void refused(JournalRecord record, String reason) throws IOException {
        Path file = keepForAlarm("refused-%016x".formatted(record.sequence()), record.payload());
        LOG.errorf("file=%s reason=%s A record that Kafka will never take was put aside", file, reason);
    }

    void tornTail(Segment segment, long offset, byte[] bytes) throws IOException {
        Path file = keep(TORN + segment.file().getFileName() + "-" + offset, bytes);
        LOG.warnf("file=%s bytes=%d The journal's end was not written whole; it is cut off", file, bytes.length);
    }

    /** How many parts wait for a person, those of earlier processes included. */
    long count() {
        return count.get();
    }

    /** What is met again after a restart of the reader counts once. */
    private Path keepForAlarm(String name, byte[] bytes) throws IOException {
        boolean known = Files.exists(directory.resolve(name));
        Path file = keep(name, bytes);
        if (!known) {
            count.incrementAndGet();
        }
        return file;
    }

    private Path keep(String name, byte[] bytes) throws IOException {
        Files.createDirectories(directory);
        Path file = directory.resolve(name);
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
        Directories.force(directory);
        return file;
    }
}
