package travel.baboo.messaging.common.sid;

import com.fasterxml.jackson.annotation.JsonValue;

/**
 * A Twilio identifier: a two-letter prefix for the kind of resource, and 32 hex digits.
 *
 * <p>Keeps the case; Twilio writes lower-case digits.
 */
public sealed interface Sid permits AccountSid, ConversationSid, MessageSid, ParticipantSid, ServiceSid {

    /** The identifier as Twilio writes it, for example {@code CH} and 32 hex digits. */
    @JsonValue
    String value();

    /** Whether the text is a SID with this prefix. */
    static boolean matches(String prefix, String text) {
        if (text.length() != prefix.length() + 32 || !text.startsWith(prefix)) {
            return false;
        }
        for (int i = prefix.length(); i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0 || text.charAt(i) > 'f') {
                return false;
            }
        }
        return true;
    }

    /** The text if it {@linkplain #matches matches}; otherwise throws {@link IllegalArgumentException}. */
    static String require(String prefix, String text) {
        if (!matches(prefix, text)) {
            throw new IllegalArgumentException("not a SID: expected " + prefix + " and 32 hex digits");
        }
        return text;
    }
}
