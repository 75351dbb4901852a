package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The next state of a delivery.
 *
 * @param reason the reason in one word
 * @param at when this was decided
 * @param next when it is due next
 * @param decideAt when to act on an unknown fate; null for never
 * @param failures number of failed attempts
 * @param providerSid the text's SID at Twilio, if known
 */
record Decision(
        DeliveryState to,
        String reason,
        Instant at,
        Instant next,
        @Nullable Instant decideAt,
        int failures,
        @Nullable String providerSid) {

    /** A final decision, or one that leaves the delivery unchanged until {@code next}. */
    static Decision to(DeliveryState state, String reason, Instant at, Instant next, int failures) {
        return new Decision(state, reason, at, next, null, failures, null);
    }

    @Nullable
    Instant finishedAt() {
        return to.isOpen() ? null : at;
    }

    Decision withSid(@Nullable String sid) {
        return new Decision(to, reason, at, next, decideAt, failures, sid);
    }
}
