package travel.baboo.messaging.ingest.signature;

import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An {@code application/x-www-form-urlencoded} body or query, decoded without loss.
 *
 * <p>Decoding never fails: an invalid {@code %} escape is kept as it is and makes the form {@link #malformed()}.
 *
 * @param fields in order of receipt
 * @param malformed whether a {@code %} was not followed by two hex digits
 */
public record Form(List<FormField> fields, boolean malformed) {

    public Form {
        fields = List.copyOf(fields);
    }

    /** Decodes a body, or a query without its question mark. */
    public static Form decode(byte[] encoded) {
        List<FormField> fields = new ArrayList<>();
        Decoder decoder = new Decoder(encoded);
        int start = 0;
        while (start < encoded.length) {
            int end = indexOf(encoded, '&', start, encoded.length);
            if (end > start) {
                int equals = indexOf(encoded, '=', start, end);
                int nameStart = decoder.length;
                decoder.decode(start, equals);
                int valueStart = decoder.length;
                decoder.decode(Math.min(equals + 1, end), end);
                fields.add(new FormField(decoder.decoded, nameStart, valueStart, decoder.length));
            }
            start = end + 1;
        }
        return new Form(fields, decoder.malformed);
    }

    /**
     * A field's first value, even if other parts are malformed; invalid UTF-8 is replaced.
     *
     * @param name in ASCII
     */
    public Optional<String> find(String name) {
        for (FormField field : fields) {
            if (field.isNamed(name)) {
                return Optional.of(field.valueLeniently());
            }
        }
        return Optional.empty();
    }

    /**
     * The fields as text, values grouped by name; empty if the form is malformed or contains invalid UTF-8: then
     * text would not be faithful.
     */
    public Optional<Map<String, List<String>>> text() {
        if (malformed) {
            return Optional.empty();
        }
        Map<String, List<String>> text = new LinkedHashMap<>();
        try {
            for (FormField field : fields) {
                add(text, field.nameAsText(), field.valueAsText());
            }
        } catch (CharacterCodingException notUtf8) {
            return Optional.empty();
        }
        return Optional.of(text);
    }

    /** Nearly every name occurs once. */
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

    private static int indexOf(byte[] bytes, char wanted, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == wanted) {
                return i;
            }
        }
        return to;
    }

    /** Percent-decoding into one buffer; {@code +} is a space. */
    private static final class Decoder {
        private final byte[] encoded;

        /** The decoded form is never longer than the encoded one. */
        private final byte[] decoded;

        private int length;
        private boolean malformed;

        Decoder(byte[] encoded) {
            this.encoded = encoded;
            this.decoded = new byte[encoded.length];
        }

        void decode(int from, int to) {
            for (int i = from; i < to; i++) {
                byte b = encoded[i];
                if (b == '+') {
                    decoded[length++] = ' ';
                } else if (b == '%') {
                    int high = i + 2 < to ? Character.digit(encoded[i + 1], 16) : -1;
                    int low = i + 2 < to ? Character.digit(encoded[i + 2], 16) : -1;
                    if (high < 0 || low < 0) {
                        malformed = true;
                        decoded[length++] = b;
                    } else {
                        decoded[length++] = (byte) ((high << 4) | low);
                        i += 2;
                    }
                } else {
                    decoded[length++] = b;
                }
            }
        }
    }
}
