package travel.baboo.messaging.ingest.journal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Reads a segment from its start, record by record, and skips corrupt bytes.
 *
 * <p>Not thread-safe.
 */
final class SegmentReader implements AutoCloseable {

    /** Larger than the longest record, so that a record always fits as a whole. */
    private static final int WINDOW = 2 * (RecordFormat.MAX_PAYLOAD_LENGTH + RecordFormat.HEADER_LENGTH);

    private static final int FIRST_READ = 64 * 1024;
    private static final int ZERO_CHUNK = 256 * 1024;

    /** Receives the ranges of corrupt bytes before a record. */
    interface CorruptionListener {
        void skipped(Segment segment, long from, long to) throws IOException;
    }

    private final Segment segment;
    private final FileChannel channel;
    private final CorruptionListener corruption;
    private ByteBuffer window = ByteBuffer.allocate(FIRST_READ).limit(0);
    private long windowOffset;
    private int position;

    SegmentReader(Segment segment, CorruptionListener corruption, Disk disk) throws IOException {
        this.segment = segment;
        this.corruption = corruption;
        this.channel = disk.open(segment.file(), StandardOpenOption.READ);
    }

    Segment segment() {
        return segment;
    }

    /** The position after the last record read. */
    long offset() {
        return windowOffset + position;
    }

    /**
     * The next valid record; null at the current end. Corrupt bytes before a valid record are
     * reported to the listener; without one they may be a tail that is still being written.
     */
    @Nullable
    JournalRecord next() throws IOException {
        for (int wanted = FIRST_READ; ; wanted = WINDOW) {
            if (RecordFormat.isRecordAt(window, position, window.limit())) {
                JournalRecord record = RecordFormat.read(window, position);
                position += RecordFormat.lengthOnDisk(record.payload());
                return record;
            }
            fill(wanted);
            if (window.limit() >= RecordFormat.HEADER_LENGTH && !RecordFormat.isRecordAt(window, 0, window.limit())) {
                if (window.getInt(0) == 0 && isZero()) {
                    return null;
                }
                if (wanted == WINDOW) {
                    return nextBehindCorruption();
                }
            } else if (window.limit() < RecordFormat.HEADER_LENGTH) {
                return null;
            }
        }
    }

    /**
     * The next valid record after invalid bytes, including zeros; null if there is none. Only called when one must exist: at the end
     * it scans the whole rest, window by window.
     */
    @Nullable
    JournalRecord nextBehindCorruption() throws IOException {
        long start = offset();
        long end = endOfRest();
        for (long at = start + 1; at + RecordFormat.HEADER_LENGTH <= end; at++) {
            if (at - windowOffset + RecordFormat.HEADER_LENGTH > window.limit()) {
                seek(at);
            }
            if (startsRecord(at)) {
                corruption.skipped(segment, start, at);
                return next();
            }
        }
        seek(start);
        return null;
    }

    private boolean startsRecord(long at) throws IOException {
        position = (int) (at - windowOffset);
        if (RecordFormat.isRecordAt(window, position, window.limit())) {
            return true;
        }
        if (!RecordFormat.mayEndBehind(window, position, window.limit())) {
            return false;
        }
        seek(at);
        return RecordFormat.isRecordAt(window, 0, window.limit());
    }

    /** Reports the bytes after the last valid record to the listener; for a segment that is complete. */
    void reportRest() throws IOException {
        long end = endOfRest();
        if (end > offset()) {
            corruption.skipped(segment, offset(), end);
        }
    }

    /** The end of the bytes after the last valid record, without trailing zeros; {@link #offset} if there are none. */
    long endOfRest() throws IOException {
        ByteBuffer chunk = ByteBuffer.allocate(ZERO_CHUNK);
        ByteBuffer zeros = ByteBuffer.allocate(ZERO_CHUNK);
        long end = offset();
        for (long at = offset(); at < channel.size(); at += chunk.limit()) {
            chunk.clear();
            readFully(chunk, at);
            chunk.flip();
            if (!chunk.hasRemaining()) {
                return end;
            }
            // The JDK's vectorized comparison: nearly everything is zeros.
            if (chunk.mismatch(zeros.limit(chunk.limit())) >= 0) {
                end = at + lengthWithoutZeros(chunk);
            }
        }
        return end;
    }

    /** The position after the last byte that is not zero. */
    private static int lengthWithoutZeros(ByteBuffer chunk) {
        int length = chunk.limit();
        while (chunk.get(length - 1) == 0) {
            length--;
        }
        return length;
    }

    private boolean isZero() {
        for (int i = 0; i < RecordFormat.HEADER_LENGTH; i++) {
            if (window.get(i) != 0) {
                return false;
            }
        }
        return true;
    }

    private void seek(long offset) throws IOException {
        windowOffset = offset;
        position = 0;
        window.limit(0);
        fill(WINDOW);
    }

    /** Moves the window to the current position. */
    private void fill(int size) throws IOException {
        long from = offset();
        if (window.capacity() < size) {
            window = ByteBuffer.allocate(size);
        }
        window.clear();
        if (window.capacity() > size) {
            window.limit(size);
        }
        readFully(window, from);
        window.flip();
        windowOffset = from;
        position = 0;
    }

    private void readFully(ByteBuffer buffer, long from) throws IOException {
        long at = from;
        while (buffer.hasRemaining()) {
            int read = channel.read(buffer, at);
            if (read < 0) {
                return;
            }
            at += read;
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
