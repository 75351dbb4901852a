package travel.baboo.messaging.conversation.attention.clock;

/** Effect of a transition of a response clock. */
enum ClockEffect {
    NONE,
    /** A wait starts. */
    START,
    /** A wait without a warning or an alarm ends. */
    END,
    /** A wait with a warning or an alarm ends, which clears it. */
    CLEAR,
    /** The wait is at risk. */
    WARN,
    /** The wait is overdue. */
    ALARM
}
