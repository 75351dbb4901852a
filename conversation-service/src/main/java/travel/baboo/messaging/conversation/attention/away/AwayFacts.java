package travel.baboo.messaging.conversation.attention.away;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The input of a decision about an automatic reply.
 *
 * @param decidedAt time of the conversation's last automatic reply; null before the first
 * @param firstIndex index of the message that it answered; null before the first
 * @param language the traveler's language, such as {@code de} or {@code de-AT}; null if unknown
 * @param reachable whether the conversation is open and the traveler's phone has not opted out
 */
public record AwayFacts(
        @Nullable Instant decidedAt, @Nullable Long firstIndex, @Nullable String language, boolean reachable) {

    /** No reply is possible. */
    public static final AwayFacts NONE = new AwayFacts(null, null, null, false);
}
