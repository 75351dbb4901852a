package travel.baboo.messaging.common.phone;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a phone's message says about wanting messages: one rule for every service, so that no two of them and Twilio disagree.
 *
 * <p>Source: Twilio, "Twilio support for opt-out keywords (SMS STOP filtering)" for the default English words. A message counts
 * when it is nothing but the word, in any case. White space of every kind around it is ignored. Only a message that the phone itself
 * sent says anything; what we send in somebody's name does not.
 */
public enum OptOutKeyword {
    /** The phone wants no more messages from this sender. */
    OPT_OUT(Set.of("STOP", "STOPALL", "UNSUBSCRIBE", "CANCEL", "END", "QUIT", "REVOKE", "OPTOUT")),
    /** The phone wants messages again. */
    OPT_IN(Set.of("START", "YES", "UNSTOP"));

    private static final Pattern WHITE_SPACE_AROUND = Pattern.compile("^[\\s\\p{Z}]+|[\\s\\p{Z}]+$");

    /** No keyword is nearly as long; longer texts are not looked at. */
    private static final int LONGEST_TEXT = 200;

    @SuppressWarnings("ImmutableEnumChecker") // Set.of is immutable; its type cannot say so.
    private final Set<String> words;

    OptOutKeyword(Set<String> words) {
        this.words = words;
    }

    /** The keyword that this message body is; empty for every other text and for none. */
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
