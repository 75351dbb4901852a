package travel.baboo.messaging.conversation.twilio;

import java.time.Duration;
import java.util.Map;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;

/**
 * The latest time to start a call that changes something. The holder of a claim must not start one later: the call could
 * outlive the claim, and another holder would repeat it.
 *
 * @param nanos of {@link System#nanoTime()}
 */
public record Deadline(long nanos) {

    /** How long a call may wait for its turn under a claim. */
    public static final Duration START_WINDOW = Duration.ofSeconds(10);

    /** A deadline {@link #START_WINDOW} from now. */
    public static Deadline begin() {
        return new Deadline(System.nanoTime() + START_WINDOW.toNanos());
    }

    public boolean isPassed() {
        return nanos - System.nanoTime() < 0;
    }

    /** @throws ProblemException 503 if the deadline has passed; nothing was done */
    void requireAhead() {
        if (isPassed()) {
            throw new ProblemException(
                    ProblemType.UNAVAILABLE, "Too many calls wait for Twilio.", Map.of(), Duration.ofSeconds(1));
        }
    }
}
