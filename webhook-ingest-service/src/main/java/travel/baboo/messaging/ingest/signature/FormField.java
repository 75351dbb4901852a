package travel.baboo.messaging.ingest.signature;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import javax.crypto.Mac;

/**
 * A form field, decoded to bytes: a signature covers bytes, and a body may contain bytes that are not
 * text. A slice of the form's buffer, where the value follows the name.
 */
public final class FormField {

    /** Twilio's signing order: names in byte order, then values. */
    static final Comparator<FormField> BY_NAME_THEN_VALUE = FormField::compare;

    private final byte[] decoded;
    private final int start;
    private final int valueStart;
    private final int end;

    /** A field whose name starts at {@code start} and whose value extends to {@code end}. */
    FormField(byte[] decoded, int start, int valueStart, int end) {
        this.decoded = decoded;
        this.start = start;
        this.valueStart = valueStart;
        this.end = end;
    }

    public byte[] name() {
        return Arrays.copyOfRange(decoded, start, valueStart);
    }

    public byte[] value() {
        return Arrays.copyOfRange(decoded, valueStart, end);
    }

    /** Whether this is its name, in ASCII. */
    boolean isNamed(String name) {
        if (valueStart - start != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (decoded[start + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** The value, with replacement characters for invalid UTF-8. */
    String valueLeniently() {
        return new String(decoded, valueStart, end - valueStart, StandardCharsets.UTF_8);
    }

    String nameAsText() throws CharacterCodingException {
        return text(start, valueStart);
    }

    String valueAsText() throws CharacterCodingException {
        return text(valueStart, end);
    }

    /** Updates the signature with name and value. */
    void update(Mac mac) {
        mac.update(decoded, start, end - start);
    }

    private String text(int from, int to) throws CharacterCodingException {
        if (isAscii(from, to)) {
            return new String(decoded, from, to - from, StandardCharsets.ISO_8859_1);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(decoded, from, to - from))
                .toString();
    }

    private boolean isAscii(int from, int to) {
        for (int i = from; i < to; i++) {
            if (decoded[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static int compare(FormField one, FormField other) {
        int byName = Arrays.compareUnsigned(
                one.decoded, one.start, one.valueStart, other.decoded, other.start, other.valueStart);
        return byName != 0
                ? byName
                : Arrays.compareUnsigned(
                        one.decoded, one.valueStart, one.end, other.decoded, other.valueStart, other.end);
    }
}
