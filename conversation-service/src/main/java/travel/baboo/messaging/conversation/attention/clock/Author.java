package travel.baboo.messaging.conversation.attention.clock;

import java.util.Locale;

/** The kind of author of a message, for clocks and notices. */
public enum Author {
    TRAVELER,
    EXPERT,
    TEAM,
    BOT,
    /** No person or bot: a system notification. */
    SYSTEM;

    /** The value in events. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
