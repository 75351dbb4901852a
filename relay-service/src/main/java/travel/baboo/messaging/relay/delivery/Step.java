package travel.baboo.messaging.relay.delivery;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.delivery.Transitions.Cause;
import travel.baboo.messaging.relay.destination.Outcome;

/** The result of working on a leased lane, recorded when the lane is released. */
sealed interface Step {

    Claim claim();

    /** Nothing to do: the lane is due again with its next delivery. */
    record Release(Claim claim) implements Step {}

    /** The destination does not want the delivery after all. */
    record Drop(Claim claim, UUID deliveryId) implements Step {}

    /** A step that changes a delivery. */
    sealed interface Changing extends Step {

        NextDelivery next();

        Decision decision();

        Cause cause();

        /** The address in the provider's reports; null if there are none. */
        @Nullable
        String address();
    }

    /** A change without an attempt. */
    record Move(Claim claim, NextDelivery next, Decision decision, @Nullable String address) implements Changing {

        @Override
        public Cause cause() {
            return Cause.TURN;
        }
    }

    /** A change by an attempt. */
    record Attempted(Claim claim, NextDelivery next, Decision decision, Attempt attempt, @Nullable String address)
            implements Changing {

        @Override
        public Cause cause() {
            return Cause.ATTEMPT;
        }

        /** Whether operators should see it as the destination's last error. */
        boolean isError() {
            return attempt.outcome().verdict() != Outcome.Verdict.DELIVERED;
        }
    }
}
