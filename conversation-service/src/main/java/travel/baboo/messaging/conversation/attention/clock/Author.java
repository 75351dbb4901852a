package travel.baboo.messaging.conversation.attention.clock;

/** Who wrote a message, as far as clocks and notices are concerned. */
public enum Author {
    TRAVELER,
    EXPERT,
    TEAM,
    BOT,
    /** Nobody: a notification of the system. */
    SYSTEM
}
