package travel.baboo.messaging.conversation.attention.clock;

/** What can happen to a response clock. */
enum ClockInput {
    /** The traveler wrote, and nobody has answered. */
    ASKED,
    /** Answered, or no answer is needed. */
    SETTLED,
    /** A part of the target has passed. */
    RISK_REACHED,
    /** The target has passed. */
    TARGET_REACHED
}
