package travel.baboo.messaging.conversation.operation;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.phone.PhoneAddress;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;

/**
 * A search text as the stores spell it.
 *
 * @param text a SID, or the text without spaces around it
 * @param isSid whether it is a SID of a conversation, a message or a participant; of an event id, the SID in it
 * @param person one key for all spellings of a phone number; null for other texts
 */
record SearchKey(String text, boolean isSid, @Nullable String person) {

    /** A SID by itself or in an event's id, for example {@code message-added:IM…}. */
    private static final Pattern SID = Pattern.compile("(?:[a-z-]+:)?((?:CH|IM|MB)[0-9a-f]{32})(?::.*)?");

    static SearchKey of(String typed, PhoneNumbers numbers) {
        String text = typed.strip();
        Matcher sid = SID.matcher(text);
        return sid.matches()
                ? new SearchKey(sid.group(1), true, null)
                : new SearchKey(text, false, person(text, numbers));
    }

    private static @Nullable String person(String text, PhoneNumbers numbers) {
        try {
            return numbers.parse("text", text).person();
        } catch (ProblemException notANumber) {
            return PhoneAddress.find(text).map(PhoneAddress::person).orElse(null);
        }
    }
}
