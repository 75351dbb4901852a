package travel.baboo.messaging.conversation.inquiry;

import java.util.Locale;

/** The steps of an inquiry, in order. Each is stored before it starts, so that a failure shows where it happened. */
enum InquiryStep {
    /** Creates the conversation. */
    CONVERSATION,
    /** Binds the traveler's phone. */
    PHONE,
    /** Adds participants with an identity. */
    PEOPLE,
    /** Sends the first message. */
    MESSAGE,
    /** Records the completion. */
    COMPLETION;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
