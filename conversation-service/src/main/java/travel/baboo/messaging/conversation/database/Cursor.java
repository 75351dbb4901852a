package travel.baboo.messaging.conversation.database;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import travel.baboo.messaging.common.problem.ProblemException;

/**
 * Where a page of a list ended: the sort key of its last row, opaque to clients. The cost of a page does not depend on its position.
 *
 * @param parts the key's values in the list's order
 */
public record Cursor(List<String> parts) {

    private static final String SEPARATOR = "|";

    public Cursor {
        parts = List.copyOf(parts);
    }

    /** The cursor as clients receive it. */
    public String encode() {
        byte[] bytes = String.join(SEPARATOR, parts).getBytes(StandardCharsets.UTF_8);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** Reads what {@link #encode} wrote; anything else is a client error. */
    public static Cursor decode(String text, int size) {
        try {
            String joined = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            List<String> parts = List.of(joined.split("\\|", -1));
            if (parts.size() == size && joined.indexOf('\0') < 0) {
                return new Cursor(parts);
            }
        } catch (IllegalArgumentException notBase64) {
            throw ProblemException.invalid("cursor: not one that this list gave out");
        }
        throw ProblemException.invalid("cursor: not one that this list gave out");
    }
}
