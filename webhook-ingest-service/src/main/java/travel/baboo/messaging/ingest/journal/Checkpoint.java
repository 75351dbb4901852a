package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;

/**
 * Remembers up to which sequence everything has reached Kafka.
 *
 * <p>Written now and then, without waiting for the disk: an old checkpoint only makes some records go out once more.
 */
final class Checkpoint {

    private static final Logger LOG = Logger.getLogger(Checkpoint.class);
    private static final int LENGTH = 12;

    private final Path file;
    private final Path temporary;

    Checkpoint(Path directory) {
        this.file = directory.resolve("published");
        this.temporary = directory.resolve("published.tmp");
    }

    /** The last one written; 0 when there is none or it cannot be trusted, which publishes everything there is again. */
    long read() throws IOException {
        if (!Files.exists(file)) {
            return 0;
        }
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
        if (bytes.remaining() != LENGTH || bytes.getInt(8) != crc(bytes.getLong(0))) {
            LOG.warnf("file=%s The checkpoint is not whole; everything in the journal goes out again", file);
            return 0;
        }
        return bytes.getLong(0);
    }

    void write(long sequence) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH).putLong(sequence).putInt(crc(sequence));
        Files.write(temporary, bytes.array());
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int crc(long sequence) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        return (int) crc.getValue();
    }
}
