package travel.baboo.messaging.relay.destination;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.flow.Health;

/**
 * The result of an attempt.
 *
 * @param verdict what it means for the delivery
 * @param health what it reveals about the destination
 * @param reason the reason in one word, the same in log, metric and database; never foreign text
 * @param status the HTTP status; null without a response
 * @param answer the beginning of the response body, for the operator; null without one
 * @param retryAfter how long the receiver asked us to wait
 * @param providerSid the message's SID at Twilio, if it has one
 */
public record Outcome(
        Verdict verdict,
        Health health,
        String reason,
        @Nullable Integer status,
        @Nullable String answer,
        @Nullable Duration retryAfter,
        @Nullable String providerSid) {

    /** Limits a receiver's {@code Retry-After}. */
    private static final Duration LONGEST_WAIT = Duration.ofHours(1);

    public Outcome {
        if (retryAfter != null && retryAfter.compareTo(LONGEST_WAIT) > 0) {
            retryAfter = LONGEST_WAIT;
        }
    }

    /** The meaning for the delivery. */
    public enum Verdict {
        /** The receiver has it. */
        DELIVERED,
        /** Temporary failure: retry. */
        RETRY,
        /** Permanent failure: the receiver will not accept this. */
        FAILED,
        /** It is unknown whether the receiver has it; another attempt might duplicate it. */
        UNKNOWN,
        /** Wait for something outside our control. */
        HOLD
    }

    /** An attempt without a response. */
    public static Outcome unanswered(Verdict verdict, String reason) {
        return new Outcome(verdict, Health.DEGRADED, reason, null, null, null, null);
    }

    /** Decided without a request. */
    public static Outcome decided(Verdict verdict, String reason) {
        return new Outcome(verdict, Health.NOT_CALLED, reason, null, null, null, null);
    }

    /** A response. */
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

    /** Whether the receiver only throttled us, which is not a failed attempt. */
    public boolean isThrottled() {
        return verdict == Verdict.RETRY && health == Health.OVERLOADED;
    }
}
