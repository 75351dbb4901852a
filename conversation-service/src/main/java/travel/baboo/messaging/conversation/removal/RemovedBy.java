package travel.baboo.messaging.conversation.removal;

import java.util.Locale;

/** Who reported that a conversation was removed. */
public enum RemovedBy {
    /** Twilio, or an erasure that deleted it there: final. */
    TWILIO,
    /** The reconciler, which did not find it: until it is seen again. */
    RECONCILER;

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
