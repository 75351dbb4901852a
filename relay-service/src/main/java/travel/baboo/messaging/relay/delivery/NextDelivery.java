package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A lane's next delivery: the first open one.
 *
 * @param type the event's CloudEvents type; null in deliveries of earlier releases
 * @param attempts number of attempts
 * @param failures number of attempts that count for the retry schedule
 * @param payload what is sent; null before it is stored
 * @param sendingSince when an attempt without a recorded or known result started
 * @param decideAt when to act on an unknown fate
 * @param earlierPartMissing whether an earlier part of the text was not sent
 * @param gapSince when an earlier message of its conversation was first found missing; null if none is missing
 * @param traceparent the trace of its attempts; null if there is none
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
        @Nullable Instant gapSince,
        @Nullable String traceparent) {

    /** Whether there is something to do now. */
    boolean isDue(Instant now) {
        if (state == DeliveryState.UNKNOWN) {
            return decideAt != null && !decideAt.isAfter(now);
        }
        return !nextAttemptAt.isAfter(now) || isExpired(now);
    }

    /** Whether it still waits for its event's webhook. */
    boolean isHeld(Instant now) {
        return HeldDeliveries.WEBHOOK_AWAITED.equals(lastOutcome) && nextAttemptAt.isAfter(now);
    }

    /** End of the wait for missing earlier messages of its conversation; empty if none is missing. */
    Optional<Instant> gapEnd(Duration gapWait) {
        return Optional.ofNullable(gapSince)
                .map(since -> (since.isBefore(createdAt) ? since : createdAt).plus(gapWait));
    }

    boolean isExpired(Instant now) {
        return !expiresAt.isAfter(now);
    }

    /** Whether an attempt that must not be repeated blindly was interrupted. */
    boolean isInterrupted() {
        return sendingSince != null && state != DeliveryState.UNKNOWN;
    }
}
