package travel.baboo.messaging.conversation.attention.away;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.attention.hours.BusinessHours;

/**
 * When travelers get an automatic reply, and which.
 *
 * @param enabled whether they get any
 * @param hours hours without automatic replies
 * @param pause minimum time between two replies in a conversation
 * @param texts texts by language, in lower case
 * @param language the language of travelers whose language is unknown or has no text
 */
public record AwayPolicy(
        boolean enabled, BusinessHours hours, Duration pause, Map<String, String> texts, String language) {

    public AwayPolicy {
        texts = Map.copyOf(texts);
        if (enabled && !texts.containsKey(language)) {
            throw new IllegalArgumentException("has no text in the default language");
        }
    }

    /** The text in the traveler's language, then without its region, then in the default language. */
    String text(@Nullable String wanted) {
        String known = wanted == null ? "" : wanted.strip().toLowerCase(Locale.ROOT);
        String exact = texts.get(known);
        if (exact != null) {
            return exact;
        }
        String general = texts.get(known.split("[-_]", 2)[0]);
        return general == null ? Objects.requireNonNull(texts.get(language)) : general;
    }
}
