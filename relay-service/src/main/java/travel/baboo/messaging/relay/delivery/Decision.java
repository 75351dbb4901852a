package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of a delivery.
 *
 * @param reason the short word for why
 * @param at when that was decided
 * @param next when its next turn is
 * @param decideAt when something is done about an unknown fate; null for never by itself
 * @param failures how many attempts have failed
 * @param providerSid the text's SID at Twilio, when it is known now
 */
record Decision(
        DeliveryState to,
        String reason,
        Instant at,
        Instant next,
        @Nullable Instant decideAt,
        int failures,
        @Nullable String providerSid) {

    /** One that ends a delivery, or leaves it as it is until {@code next}. */
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
