package travel.baboo.messaging.conversation.attention.clock;

/** Input of a transition of a response clock. */
enum ClockInput {
    /** The traveler wrote a message that is unanswered. */
    ASKED,
    /** The message was answered, or needs no answer. */
    SETTLED,
    /** The at-risk share of the target has passed. */
    RISK_REACHED,
    /** The target has passed. */
    TARGET_REACHED
}
