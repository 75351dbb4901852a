package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The next delivery of a lane: the first that is open.
 *
 * @param type the event's CloudEvents type; null in deliveries of earlier releases
 * @param attempts how many there have been
 * @param failures how many of them count for the retry schedule
 * @param payload what is sent; null before it was kept
 * @param sendingSince when an attempt began whose end was not recorded or whose fate is unknown
 * @param decideAt when something is done about a delivery whose fate is unknown
 * @param earlierPartMissing whether the text's beginning did not go out
 * @param gapOpen whether messages before this one in its conversation have not come yet
 * @param traceparent the trace that its attempts belong to; null when there is none
 */
record NextDelivery(
        UUID id,
        String eventId,
        @Nullable String type,
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
        boolean earlierPartMissing,
        boolean gapOpen,
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

    /** Whether an attempt that must not be repeated blindly was cut short. */
    boolean isInterrupted() {
        return sendingSince != null && state != DeliveryState.UNKNOWN;
    }
}
