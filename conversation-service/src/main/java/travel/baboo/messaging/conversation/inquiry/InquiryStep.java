package travel.baboo.messaging.conversation.inquiry;

import java.util.Locale;

/** What is done of an inquiry, in this order; kept before it is begun, so that it is known where an attempt ended. */
enum InquiryStep {
    /** The conversation is made. */
    CONVERSATION,
    /** The traveler's phone is bound. */
    PHONE,
    /** Who logs in is let in. */
    PEOPLE,
    /** The first message is sent. */
    MESSAGE,
    /** It is taken down that everything is done. */
    COMPLETION;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
