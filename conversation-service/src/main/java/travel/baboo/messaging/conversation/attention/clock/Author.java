package travel.baboo.messaging.conversation.attention.clock;

/** The kind of author of a message, for clocks and notices. */
public enum Author {
    TRAVELER,
    EXPERT,
    TEAM,
    BOT,
    /** No person or bot: a system notification. */
    SYSTEM
}
