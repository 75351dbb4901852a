package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The first open delivery of a lane: the one whose turn it is.
 *
 * @param attempts how many there have been
 * @param failures how many of them count for the retry schedule
 * @param payload what is sent; null before the first attempt when it is not known from the start
 * @param sendingSince when an attempt began of which nobody wrote down the end
 * @param decideAt when a setting decides about a delivery whose fate is unknown
 * @param earlierPartFailed whether the text's beginning did not go out
 * @param traceparent the trace that its attempts go on in; null when there is none
 */
record Head(
        UUID id,
        String eventId,
        int part,
        int hops,
        String event,
        @Nullable String payload,
        DeliveryState state,
        int attempts,
        int failures,
        Instant createdAt,
        Instant occurredAt,
        Instant nextAttemptAt,
        Instant expiresAt,
        @Nullable Instant sendingSince,
        @Nullable Instant decideAt,
        @Nullable String lastOutcome,
        boolean earlierPartFailed,
        @Nullable String traceparent) {

    /** Whether there is something to do now. */
    boolean isDue(Instant now) {
        if (state == DeliveryState.UNKNOWN) {
            return decideAt != null && !decideAt.isAfter(now);
        }
        return !nextAttemptAt.isAfter(now) || isExpired(now);
    }

    boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }
}
