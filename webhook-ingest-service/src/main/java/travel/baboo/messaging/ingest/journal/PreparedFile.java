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

/** A file full of zeros whose space is taken on disk, so that a full disk shows now and not in the middle of a record. */
record PreparedFile(Disk disk, Path file, FileChannel channel, long size) {

    private static final int STEP = 256 << 10;

    /** Of the time that a step takes: how long the disk is left to others behind it. */
    private static final int REST = 3;

    /**
     * Makes the file and makes it durable, a step at a time and with rests: a large write in one go would hold up those who
     * wait for the disk beside it.
     *
     * @param hurry whether somebody waits for it, so that there is no time for rests
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

    /** Gives the file its name in the journal and makes the name durable. */
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
