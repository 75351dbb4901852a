package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;
import org.jboss.logging.Logger;

/**
 * Stores the highest sequence that has reached Kafka.
 *
 * <p>Overwritten in place at intervals, without waiting for the disk: after a crash, an old checkpoint only repeats some records.
 * Not replaced by renaming a new file: file systems flush such a file at once, and the publisher would wait behind
 * everyone else's writes.
 */
final class Checkpoint implements AutoCloseable {

    private static final Logger LOG = Logger.getLogger(Checkpoint.class);

    /** Smaller than a sector, so that a write is atomic. */
    private static final int LENGTH = 12;

    private final Path file;
    private final FileChannel channel;

    Checkpoint(Path directory, Disk disk) throws IOException {
        this.file = directory.resolve("published");
        this.channel = disk.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    }

    /** The last checkpoint; 0 if there is none or it is invalid, which publishes all existing records again. */
    long read() throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH);
        int length = channel.read(bytes, 0);
        if (length <= 0) {
            return 0;
        }
        if (length != LENGTH || channel.size() != LENGTH || bytes.getInt(8) != crc(bytes.getLong(0))) {
            LOG.warnf("file=%s The checkpoint is corrupt; everything in the journal is published again", file);
            return 0;
        }
        return bytes.getLong(0);
    }

    void write(long sequence) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(LENGTH)
                .putLong(sequence)
                .putInt(crc(sequence))
                .flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes, bytes.position());
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private static int crc(long sequence) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(Long.BYTES).putLong(sequence).flip());
        return (int) crc.getValue();
    }
}
