package travel.baboo.messaging.sandbox.twilio.conversations;

import java.util.Locale;

/** The state of a conversation; {@code CLOSED} is final. */
public enum ConversationState {
    INITIALIZING,
    ACTIVE,
    INACTIVE,
    CLOSED;

    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static ConversationState of(String word) {
        return valueOf(word.toUpperCase(Locale.ROOT));
    }
}
