package travel.baboo.messaging.sandbox.make;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.fault.Fault;

/**
 * How a hook answers, instead of accepting.
 *
 * @param times number of calls to which it applies; without it and without a probability it applies until changed
 * @param retryAfterSeconds sent with {@code rate_limited} when given
 * @param delay how long a hanging or trickling answer takes, 180 s unless said; then the connection is cut or done
 * @param takes whether the scenario gets the delivery although the answer is lost; true unless said, only for hang, cut
 *     and trickle
 */
public record MakeBehavior(
        Kind kind,
        @Nullable Integer times,
        @Nullable Double probability,
        @Nullable Integer retryAfterSeconds,
        @Nullable Duration delay,
        @Nullable Boolean takes)
        implements Fault {

    /** The answers that Make.com gives. */
    public enum Kind {
        ACCEPT,
        RATE_LIMITED,
        QUEUE_FULL,
        REJECT,
        GONE,
        FAIL,
        HANG,
        CUT,
        TRICKLE
    }

    public MakeBehavior {
        if (kind == null) {
            throw new IllegalArgumentException(
                    "kind is one of accept, rate_limited, queue_full, reject, gone, fail," + " hang, cut, trickle");
        }
        if (times == null && probability == null) {
            probability = 1.0;
        }
    }

    boolean takesDelivery() {
        return switch (kind) {
            case ACCEPT -> true;
            case HANG, CUT, TRICKLE -> takes == null || takes;
            default -> false;
        };
    }

    Duration delayOrDefault() {
        return delay == null ? Duration.ofMinutes(3) : delay;
    }
}
