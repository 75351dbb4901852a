package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;

/** Appends to one segment, whose space is taken on disk when it is made: a full disk shows then, not in the middle. */
final class SegmentWriter implements AutoCloseable {

    private static final int ZEROS = 1 << 20;

    private final Segment segment;
    private final FileChannel channel;
    private final long size;
    private long position;

    private SegmentWriter(Segment segment, FileChannel channel, long size) {
        this.segment = segment;
        this.channel = channel;
        this.size = size;
    }

    /** Makes the file, fills it with zeros and makes file and name durable. */
    static SegmentWriter create(Segment segment, long size) throws IOException {
        FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            ByteBuffer zeros = ByteBuffer.allocateDirect(ZEROS);
            for (long at = 0; at < size; ) {
                zeros.clear().limit((int) Math.min(ZEROS, size - at));
                at += channel.write(zeros, at);
            }
            channel.force(true);
            Directories.force(segment.directory());
            return new SegmentWriter(segment, channel, size);
        } catch (IOException e) {
            channel.close();
            Files.deleteIfExists(segment.file());
            throw e;
        }
    }

    Segment segment() {
        return segment;
    }

    boolean hasRoomFor(int bytes) {
        return position + bytes <= size;
    }

    /** Writes the buffer's rest and returns when it is on disk. */
    void append(ByteBuffer buffer) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
        channel.force(false);
        position = at;
    }

    /** Cuts off what was written after the last durable record; for a segment that failed. */
    void cutToDurable() throws IOException {
        channel.truncate(position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
