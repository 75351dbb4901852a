package travel.baboo.messaging.conversation.attention.clock;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's response clock.
 *
 * @param answeredIndex index of the last known answer; null before the first
 * @param waiting the running wait; null if the state is {@code IDLE}
 */
public record ResponseClock(ClockState state, @Nullable Long answeredIndex, @Nullable Wait waiting) {

    /** The clock of a conversation that was never reviewed. */
    public static final ResponseClock NEW = new ResponseClock(ClockState.IDLE, null, null);

    public ResponseClock {
        if ((state == ClockState.IDLE) != (waiting == null)) {
            throw new IllegalArgumentException("a clock is idle if and only if no wait is running");
        }
    }

    /**
     * A running wait. It keeps the target it started with: later changes of settings do not apply to it.
     *
     * @param firstIndex index of the first unanswered message
     * @param first whether the conversation has no earlier answer
     * @param since start of the wait
     * @param riskAt when the wait becomes at risk
     * @param dueAt when the wait becomes overdue
     * @param target name of the target
     */
    public record Wait(long firstIndex, boolean first, Instant since, Instant riskAt, Instant dueAt, String target) {}
}
