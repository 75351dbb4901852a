package travel.baboo.messaging.conversation.twilio;

import java.time.Duration;
import java.util.Map;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * Until when a call that changes something may begin. Who holds a claim for the call's longest life must not begin it later: it would
 * outlive the claim, and another would do the same.
 *
 * @param nanos of {@link System#nanoTime()}
 */
public record Deadline(long nanos) {

    /** How long a call may wait for its turn under a claim. */
    public static final Duration START_WINDOW = Duration.ofSeconds(10);

    /** From now on, as long as a call may wait for its turn. */
    public static Deadline begin() {
        return new Deadline(System.nanoTime() + START_WINDOW.toNanos());
    }

    public boolean isPassed() {
        return nanos - System.nanoTime() < 0;
    }

    /** @throws ProblemException 503 when it is too late to begin; nothing was done then */
    void requireAhead() {
        if (isPassed()) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "Too many calls wait for Twilio.", Map.of(), Duration.ofSeconds(1));
        }
    }
}
