package travel.baboo.messaging.sandbox.benchmark;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How long the disk takes to make 4 KiB durable, by itself: what no journal can be faster than. */
public final class DiskSyncs {

    private static final int BLOCK = 4096;
    private static final int BLOCKS = 256;

    private DiskSyncs() {}

    /** Writes and syncs blocks of a file that has its size already, as a journal does, and adds each time to the counter. */
    public static void measure(Path folder, int count, Latency.Counter counter) throws IOException {
        Path file = Files.createTempFile(folder, "syncs", ".probe");
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(BLOCK * BLOCKS), 0);
            channel.force(true);
            for (int i = 0; i < count; i++) {
                long begin = System.nanoTime();
                channel.write(ByteBuffer.allocate(BLOCK), (long) BLOCK * (i % BLOCKS));
                channel.force(false);
                counter.add((System.nanoTime() - begin) / 1e6, 1);
            }
        } finally {
            Files.delete(file);
        }
    }
}
