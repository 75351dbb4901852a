package travel.baboo.messaging.conversation.attention.clock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's response clock.
 *
 * @param answeredIndex the last answer that was seen; null before the first
 * @param waiting the traveler's wait; null while nobody waits
 */
public record ResponseClock(ClockState state, @Nullable Long answeredIndex, @Nullable Wait waiting) {

    /** Before anything is known. */
    public static final ResponseClock NEW = new ResponseClock(ClockState.IDLE, null, null);

    public ResponseClock {
        if ((state == ClockState.IDLE) != (waiting == null)) {
            throw new IllegalArgumentException("a clock is idle exactly while nobody waits");
        }
    }

    /**
     * A wait, as it was when it began: later changes of settings do not move its target.
     *
     * @param firstIndex the first unanswered message
     * @param first whether the conversation had no answer before
     * @param riskAt when it is at risk
     * @param dueAt when it is overdue
     * @param target the target's name
     */
    public record Wait(long firstIndex, boolean first, Instant since, Instant riskAt, Instant dueAt, String target) {}
}
