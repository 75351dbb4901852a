package travel.baboo.messaging.conversation.attention.arrival;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The stored decisions of earlier reviews of a conversation.
 *
 * @param undelivered number of our messages after the last one from a phone that did not arrive; 50 means 50 or more
 * @param windowOf time of the traveler's message whose WhatsApp window was last reported as closing; null before the first
 * @param optedOutAt the last opt-out that was reported; null before the first
 */
public record ArrivalState(int undelivered, @Nullable Instant windowOf, @Nullable Instant optedOutAt) {

    /** The state of a conversation that was never reviewed. */
    public static final ArrivalState NEW = new ArrivalState(0, null, null);
}
