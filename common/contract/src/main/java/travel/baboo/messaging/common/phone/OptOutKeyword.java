package travel.baboo.messaging.common.phone;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Opt-out keywords in a phone's message: one rule for all services, the same as Twilio's.
 *
 * <p>Source: Twilio, "Twilio support for opt-out keywords (SMS STOP filtering)" for the default English words. A message counts
 * if it consists of the word only, in any case, with any surrounding white space. Only messages that the phone itself
 * sent count, not those that we post on behalf of a participant.
 */
public enum OptOutKeyword {
    /** The phone opts out of messages from this sender. */
    OPT_OUT(Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT")),
    /** The phone opts in again. */
    OPT_IN(Set.of("START", "YES", "UNSTOP"));

    private static final Pattern WHITE_SPACE_AROUND = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");

    /** Longer than any keyword; longer texts are not examined. */
    private static final int LONGEST_TEXT = 200;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable; its type cannot say so.
    private final Set<String> words;

    OptOutKeyword(Set<String> words) {
        this.words = words;
    }

    /** The keyword in a message body; empty for other texts and null. */
    public static Optional<OptOutKeyword> of(@Nullable String body) {
        if (body == null || body.length() > LONGEST_TEXT) {
            return Optional.empty();
        }
        String word = WHITE_SPACE_AROUND.matcher(body).replaceAll("").toUpperCase(Locale.ROOT);
        for (OptOutKeyword keyword : values()) {
            if (keyword.words.contains(word)) {
                return Optional.of(keyword);
            }
        }
        return Optional.empty();
    }
}
