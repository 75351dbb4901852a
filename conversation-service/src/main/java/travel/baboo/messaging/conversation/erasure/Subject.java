package travel.baboo.messaging.conversation.erasure;

import java.util.Locale;
import travel.baboo.messaging.common.phone.PhoneAddress;

/**
 * Who or what it is about.
 *
 * @param value the identity, the address in its one form, or the conversation's SID
 */
record Subject(Kind kind, String value) {

    enum Kind {
        IDENTITY,
        ADDRESS,
        CONVERSATION;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Kind of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** One key for all spellings of a phone's address; the value itself for everything else. */
    String person() {
        return kind == Kind.ADDRESS
                ? PhoneAddress.find(value).map(PhoneAddress::person).orElse(value)
                : value;
    }

    /** Not the value: it is personal. */
    @Override
    public String toString() {
        return "Subject[" + kind.text() + "]";
    }
}
