package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.destination.Outcome;

/**
 * What was done in a leased lane, to be written down when the lane is given back.
 *
 * @param state the delivery's new state; null when it stays or goes
 * @param attempt null when no request was made
 * @param decideAt when a setting decides about an unknown fate
 */
record Step(
        Claim claim,
        Kind kind,
        @Nullable DeliveryState state,
        Instant at,
        Instant nextAttemptAt,
        @Nullable Instant decideAt,
        int failures,
        @Nullable String reason,
        @Nullable String payload,
        @Nullable Attempt attempt) {

    /** What becomes of the delivery. */
    enum Kind {
        /** Nothing. */
        RELEASE,
        CHANGE,
        /** The destination does not want it after all. */
        DROP
    }

    static Step release(Claim claim, Instant now) {
        return new Step(claim, Kind.RELEASE, null, now, now, null, 0, null, null, null);
    }

    static Step drop(Claim claim, Instant now) {
        return new Step(claim, Kind.DROP, null, now, now, null, 0, null, null, null);
    }

    /** A change that no request brought about. */
    static Step change(Claim claim, Head head, DeliveryState state, String reason, Instant now, Instant next) {
        return new Step(claim, Kind.CHANGE, state, now, next, null, head.failures(), reason, null, null);
    }

    Head head() {
        if (claim.head() == null) {
            throw new IllegalStateException("only a delivery can be changed");
        }
        return claim.head();
    }

    UUID deliveryId() {
        return head().id();
    }

    @Nullable
    Instant finishedAt() {
        return state == null || state.isOpen() ? null : at;
    }

    Outcome outcome() {
        if (attempt == null) {
            throw new IllegalStateException("there was no attempt");
        }
        return attempt.outcome();
    }

    boolean isChange() {
        return kind == Kind.CHANGE;
    }

    /** Whether an operator should see it as the destination's last error. */
    boolean isError() {
        return attempt != null && outcome().verdict() != Outcome.Verdict.DELIVERED;
    }
}
