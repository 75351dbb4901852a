package travel.baboo.messaging.conversation.attention.clock;

/** What a step of a response clock brings about. */
enum ClockEffect {
    NONE,
    /** A wait begins. */
    START,
    /** A wait ends that nobody was alarmed about. */
    END,
    /** A wait ends that somebody was alarmed about: the alarm is cleared. */
    CLEAR,
    /** The wait is at risk. */
    WARN,
    /** The wait is overdue. */
    ALARM
}
