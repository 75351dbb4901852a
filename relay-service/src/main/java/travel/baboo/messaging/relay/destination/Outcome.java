package travel.baboo.messaging.relay.destination;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

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

    /** What an attempt means for its delivery. */
    public enum Verdict {
        /** The receiver has it. */
        DELIVERED,
        /** Not now: again, later. */
        RETRY,
        /** Never: the receiver will not take this. */
        FAILED,
        /** The destination itself is wrong: it is paused, nothing is lost. */
        PAUSE,
        /** Nobody knows whether the receiver has it, and a repeat might double it. */
        UNKNOWN,
        /** Not before something happens that is not ours to hasten; no request was made. */
        HOLD
    }

    /** What an attempt says about the destination as a whole. */
    public enum Health {
        WELL,
        FAILING,
        /** It is well, but wants fewer requests. */
        OVERLOADED,
        /** No request was made. */
        UNTOUCHED
    }

    /** An attempt that brought no answer. */
    public static Outcome unanswered(Verdict verdict, String reason) {
        return new Outcome(verdict, Health.FAILING, reason, null, null, null, null);
    }

    /** Decided without a request. */
    public static Outcome decided(Verdict verdict, String reason) {
        return new Outcome(verdict, Health.UNTOUCHED, reason, null, null, null, null);
    }

    /** An answer. */
    public static Outcome answered(Verdict verdict, Health health, String reason, int status, @Nullable String answer) {
        return new Outcome(verdict, health, reason, status, answer, null, null);
    }

    public Outcome retryAfter(@Nullable Duration wait) {
        return new Outcome(verdict, health, reason, status, answer, wait, providerSid);
    }
}
