package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** A file filled with zeros, so that its space is allocated: a full disk is noticed now and not in the middle of a record. */
record PreparedFile(Disk disk, Path file, FileChannel channel, long size) {

    private static final int STEP = 256 << 10;

    /** The share of each step's time to pause, so that others can use the disk. */
    private static final int REST = 3;

    /**
     * Creates the file and makes it durable, in steps with pauses: one large write would delay others that
     * wait for the disk.
     *
     * @param hurry whether a caller is waiting for the file; then there are no pauses
     */
    static PreparedFile create(Disk disk, Path file, long size, BooleanSupplier hurry) throws IOException {
        FileChannel channel = disk.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        PreparedFile prepared = new PreparedFile(disk, file, channel, size);
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect(STEP);
            for (long at = 0; at < size; ) {
                long start = System.nanoTime();
                zeros.clear().limit((int) Math.min(STEP, size - at));
                at += channel.write(zeros, at);
                channel.force(false);
                if (!hurry.getAsBoolean()) {
                    LockSupport.parkNanos(REST * (System.nanoTime() - start));
                }
            }
            channel.force(true);
            return prepared;
        } catch (IOException e) {
            prepared.discard();
            throw e;
        }
    }

    /** Renames the file to its name in the journal and makes the name durable. */
    SegmentWriter become(Segment segment) throws IOException {
        try {
            if (Files.exists(segment.file())) {
                throw new FileAlreadyExistsException(segment.file().toString());
            }
            disk.rename(file, segment.file());
            return new SegmentWriter(segment, channel, size);
        } catch (IOException e) {
            discard();
            throw e;
        }
    }

    void discard() throws IOException {
        channel.close();
        Files.deleteIfExists(file);
    }
}
