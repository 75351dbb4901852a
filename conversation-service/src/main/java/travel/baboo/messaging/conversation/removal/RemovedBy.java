package travel.baboo.messaging.conversation.removal;

import java.util.Locale;

/** Who says that a conversation was removed. */
public enum RemovedBy {
    /** Twilio, or a person who had it erased there: for good. */
    TWILIO,
    /** The reconciler, which could not find it: until it is seen again. */
    RECONCILER;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
