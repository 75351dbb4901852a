package travel.baboo.messaging.conversation.erasure;

import java.util.Locale;
import travel.baboo.messaging.common.phone.PhoneAddress;

/**
 * The person or conversation that a request is about.
 *
 * @param value the identity, the normalized address, or the conversation's SID
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

    /** One key for all spellings of a phone number; the value itself otherwise. */
    String person() {
        return kind == Kind.ADDRESS
                ? PhoneAddress.find(value).map(PhoneAddress::person).orElse(value)
                : value;
    }

    /** For the audit: the value only if it is a conversation's SID. */
    String auditDetail(boolean dryRun) {
        return "dryRun=" + dryRun + " kind=" + kind.text()
                + (kind == Kind.CONVERSATION ? " conversation=" + value : "");
    }

    /** Without the value, which is personal data. */
    @Override
    public String toString() {
        return "Subject[" + kind.text() + "]";
    }
}
