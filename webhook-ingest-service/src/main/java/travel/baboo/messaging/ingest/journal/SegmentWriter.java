package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** Appends to a segment whose space is already allocated. */
final class SegmentWriter implements AutoCloseable {

    private final Segment segment;
    private final FileChannel channel;
    private final long size;
    private long position;

    SegmentWriter(Segment segment, FileChannel channel, long size) {
        this.segment = segment;
        this.channel = channel;
        this.size = size;
    }

    Segment segment() {
        return segment;
    }

    /** Whether the next segment should be prepared. */
    boolean quarterFull() {
        return position > size / 4;
    }

    boolean hasRoomFor(int bytes) {
        return position + bytes <= size;
    }

    /** Writes the rest of the buffer and returns after it is on disk. */
    void append(ByteBuffer buffer) throws IOException {
        long at = position;
        while (buffer.hasRemaining()) {
            at += channel.write(buffer, at);
        }
        channel.force(false);
        position = at;
    }

    /** Truncates after the last durable record; for a segment that failed. */
    void cutToDurable() throws IOException {
        channel.truncate(position);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
