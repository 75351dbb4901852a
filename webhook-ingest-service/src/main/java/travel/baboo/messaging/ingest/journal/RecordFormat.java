package travel.baboo.messaging.ingest.journal;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * A record on disk, big-endian: magic (4 bytes), payload length (4), CRC-32C of all else (4), sequence (8), payload.
 *
 * <p>Segments are pre-filled with zeros, so a magic of zero is the end of the written records.
 */
final class RecordFormat {

    static final int MAGIC = 0x42414A31;
    static final int HEADER_LENGTH = 20;

    /** Maximum payload in bytes: well above the largest webhook. */
    static final int MAX_PAYLOAD_LENGTH = 1 << 20;

    private static final int CRC_OFFSET = 8;
    private static final int SEQUENCE_OFFSET = 12;

    private RecordFormat() {}

    static int lengthOnDisk(byte[] payload) {
        return HEADER_LENGTH + payload.length;
    }

    /** Encodes a record at the buffer's position. */
    static void write(ByteBuffer buffer, long sequence, byte[] payload) {
        int start = buffer.position();
        buffer.putInt(MAGIC).putInt(payload.length).putInt(0).putLong(sequence).put(payload);
        int end = buffer.position();
        buffer.putInt(start + CRC_OFFSET, crc(buffer, start, end));
    }

    /** Whether a complete, valid record starts at the offset. */
    static boolean isRecordAt(ByteBuffer buffer, int offset, int limit) {
        if (offset + HEADER_LENGTH > limit || buffer.getInt(offset) != MAGIC) {
            return false;
        }
        int length = buffer.getInt(offset + 4);
        if (length < 0 || length > MAX_PAYLOAD_LENGTH || offset + HEADER_LENGTH + length > limit) {
            return false;
        }
        return buffer.getInt(offset + CRC_OFFSET) == crc(buffer, offset, offset + HEADER_LENGTH + length);
    }

    /** Whether a record seems to start at the offset that ends after the limit. */
    static boolean mayEndBehind(ByteBuffer buffer, int offset, int limit) {
        if (offset + HEADER_LENGTH > limit || buffer.getInt(offset) != MAGIC) {
            return false;
        }
        int length = buffer.getInt(offset + 4);
        return length >= 0 && length <= MAX_PAYLOAD_LENGTH && offset + HEADER_LENGTH + length > limit;
    }

    /** Decodes the record at an offset where {@link #isRecordAt} holds. */
    static JournalRecord read(ByteBuffer buffer, int offset) {
        byte[] payload = new byte[buffer.getInt(offset + 4)];
        buffer.get(offset + HEADER_LENGTH, payload);
        return new JournalRecord(buffer.getLong(offset + SEQUENCE_OFFSET), payload);
    }

    private static int crc(ByteBuffer buffer, int start, int end) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate().position(start).limit(start + CRC_OFFSET));
        crc.update(buffer.duplicate().position(start + SEQUENCE_OFFSET).limit(end));
        return (int) crc.getValue();
    }
}
