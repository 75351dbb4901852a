package travel.baboo.messaging.ingest.signature;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code application/x-www-form-urlencoded} body or query, decoded without losing anything.
 *
 * <p>Decoding never fails: a {@code %} that starts no escape stands for itself and makes the form {@link #malformed()}.
 *
 * @param fields in the order in which they came
 * @param malformed whether some {@code %} was not followed by two hex digits
 */
public record Form(List<FormField> fields, boolean malformed) {

    public Form {
        fields = List.copyOf(fields);
    }

    /** Decodes a body, or a query without its question mark. */
    public static Form decode(byte[] encoded) {
        List<FormField> fields = new ArrayList<>();
        boolean malformed = false;
        int start = 0;
        while (start < encoded.length) {
            int end = indexOf(encoded, '&', start, encoded.length);
            if (end > start) {
                int equals = indexOf(encoded, '=', start, end);
                Decoder name = new Decoder(encoded, start, equals);
                Decoder value = new Decoder(encoded, Math.min(equals + 1, end), end);
                fields.add(new FormField(name.bytes, value.bytes));
                malformed = malformed || name.malformed || value.malformed;
            }
            start = end + 1;
        }
        return new Form(fields, malformed);
    }

    /**
     * The first value of a field, however broken the rest may be; bytes that are no UTF-8 are replaced.
     *
     * @param name in ASCII
     */
    public Optional<String> find(String name) {
        for (FormField field : fields) {
            if (isNamed(field, name)) {
                return Optional.of(new String(field.value(), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private static boolean isNamed(FormField field, String name) {
        byte[] bytes = field.name();
        if (bytes.length != name.length()) {
            return false;
        }
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /**
     * The fields as text, values grouped by name; empty when the form is malformed or a name or value is not UTF-8: then
     * text cannot tell what came.
     */
    public Optional<Map<String, List<String>>> text() {
        if (malformed) {
            return Optional.empty();
        }
        Map<String, List<String>> text = new LinkedHashMap<>();
        try {
            for (FormField field : fields) {
                add(text, utf8(field.name()), utf8(field.value()));
            }
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Nearly every name comes once. */
    private static void add(Map<String, List<String>> text, String name, String value) {
        List<String> values = text.get(name);
        if (values == null) {
            text.put(name, List.of(value));
        } else if (values.size() == 1) {
            List<String> several = new ArrayList<>(values);
            several.add(value);
            text.put(name, several);
        } else {
            values.add(value);
        }
    }

    private static String utf8(byte[] bytes) throws CharacterCodingException {
        if (isAscii(bytes)) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return to;
    }

    /** Percent-decoding of one name or value; {@code +} is a blank. */
    private static final class Decoder {
        final byte[] bytes;
        boolean malformed;

        Decoder(byte[] encoded, int from, int to) {
            byte[] out = new byte[to - from];
            int length = 0;
            for (int i = from; i < to; i++) {
                byte b = encoded[i];
                if (b == '+') {
                    out[length++] = ' ';
                } else if (b == '%') {
                    int high = i + 2 < to ? Character.digit(encoded[i + 1], 16) : -1;
                    int low = i + 2 < to ? Character.digit(encoded[i + 2], 16) : -1;
                    if (high < 0 || low < 0) {
                        malformed = true;
                        out[length++] = b;
                    } else {
                        out[length++] = (byte) ((high << 4) | low);
                        i += 2;
                    }
                } else {
                    out[length++] = b;
                }
            }
            bytes = length == out.length ? out : Arrays.copyOf(out, length);
        }
    }
}
