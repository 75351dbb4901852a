package travel.baboo.messaging.relay.destination;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.flow.Health;

/**
 * What an attempt came to.
 *
 * @param verdict what it means for the delivery
 * @param health what it says about the destination
 * @param reason a short word for it, the same in log, metric and database; no text of others
 * @param status the HTTP status; null when there was no answer
 * @param answer the beginning of the answer's body, for the operator; null when there was none
 * @param retryAfter how long the receiver wants us to wait
 * @param providerSid the message's SID at Twilio, when it has one
 */
public record Outcome(
        Verdict verdict,
        Health health,
        String reason,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable Duration retryAfter,
        @Nullable String providerSid) {

    /** Nobody makes us wait for days. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public Outcome {
        if (retryAfter != null && retryAfter.compareTo(LONGEST_WAIT) > 0) {
            retryAfter = LONGEST_WAIT;
        }
    }

    /** What an attempt means for its delivery. */
    public enum Verdict {
        /** The receiver has it. */
        DELIVERED,
        /** Not now: again, later. */
        RETRY,
        /** Never: the receiver will not take this. */
        FAILED,
        /** Nobody knows whether the receiver has it, and a second attempt might double it. */
        UNKNOWN,
        /** Not before something happens that we cannot bring about. */
        HOLD
    }

    /** An attempt that brought no answer. */
    public static Outcome unanswered(Verdict verdict, String reason) {
        return new Outcome(verdict, Health.DEGRADED, reason, null, null, null, null);
    }

    /** Decided without a request. */
    public static Outcome decided(Verdict verdict, String reason) {
        return new Outcome(verdict, Health.NOT_CALLED, reason, null, null, null, null);
    }

    /** An answer. */
    public static Outcome answered(Verdict verdict, Health health, String reason, int status, @Nullable String answer) {
        return new Outcome(verdict, health, reason, status, answer, null, null);
    }

    public Outcome retryAfter(@Nullable Duration wait) {
        return new Outcome(verdict, health, reason, status, answer, wait, providerSid);
    }

    public Outcome with(Verdict other) {
        return new Outcome(other, health, reason, status, answer, retryAfter, providerSid);
    }

    /** Whether a request was made. */
    public boolean wasCalled() {
        return health != Health.NOT_CALLED;
    }

    /** Whether the receiver refused us rather than the delivery. */
    public boolean isRefusal() {
        return health == Health.REFUSING;
    }

    /** Whether the receiver only asked us to wait: no failed attempt. */
    public boolean isThrottled() {
        return verdict == Verdict.RETRY && health == Health.OVERLOADED;
    }
}
