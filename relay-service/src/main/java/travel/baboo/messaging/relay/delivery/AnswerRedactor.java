package travel.baboo.messaging.relay.delivery;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Redacts a receiver's response for operators: its beginning, without anything that looks personal or secret. */
public final class AnswerRedactor {

    static final int MAX_LENGTH = 1024;

    private static final String HIDDEN = "[…]";

    /** More is scanned than is shown, so that nothing is cut before it can be recognized. */
    private static final int READ_LENGTH = 4 * MAX_LENGTH;

    private static final Pattern EMAIL = Pattern.compile("[\\w.+%-]{1,64}@[\\w-]{1,63}(?:\\.[\\w-]{1,63})+");
    private static final Pattern SECRET =
            Pattern.compile("(?i)(?:bearer\\s+|basic\\s+|whsec_|eyJ|v1,)[\\w+/=.-]{6,}|[\\w+/=-]{32,}");
    private static final Pattern PHONE = Pattern.compile("\\+?\\d(?:[ ().-]{0,2}\\d){7,14}");

    private AnswerRedactor() {}

    /** The beginning of a response, at most 1 KB; null for none. */
    public static @Nullable String shown(@Nullable String answer) {
        if (answer == null) {
            return null;
        }
        String printable =
                answer.substring(0, Math.min(answer.length(), READ_LENGTH)).replace('\u0000', ' ');
        String redacted = PHONE.matcher(SECRET.matcher(EMAIL.matcher(printable).replaceAll(HIDDEN))
                        .replaceAll(HIDDEN))
                .replaceAll(HIDDEN);
        int end = Math.min(redacted.length(), MAX_LENGTH);
        if (end > 0 && end < redacted.length() && Character.isHighSurrogate(redacted.charAt(end - 1))) {
            end--;
        }
        return redacted.substring(0, end);
    }
}
