package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that may keep an open delivery waiting.
 *
 * @param first the lane's next delivery
 * @param leased whether an instance works on the lane now
 * @param configured whether the destination is in the settings
 * @param pausedAt null if the destination is not paused
 * @param probeAt when a paused destination is tried next
 * @param circuitOpen whether an instance's circuit is open
 * @param missingSince when an earlier message of the conversation was first found missing; null if none is missing
 * @param missingIndex the first missing message
 */
record Standstill(
        UUID id,
        DeliveryState state,
        UUID first,
        boolean leased,
        boolean configured,
        Instant createdAt,
        Instant nextAttemptAt,
        @Nullable Instant decideAt,
        @Nullable Instant pausedAt,
        @Nullable Instant probeAt,
        boolean circuitOpen,
        @Nullable Instant missingSince,
        @Nullable Long missingIndex) {

    /** The first reason in the order in which the relay itself checks them. */
    Wait reason(Instant now, Duration gapWait) {
        if (state == DeliveryState.UNKNOWN) {
            return Wait.until("unknown-fate", decideAt);
        }
        if (!first.equals(id)) {
            return Wait.behind(first);
        }
        if (state == DeliveryState.HELD) {
            return Wait.until("held", null);
        }
        if (!configured) {
            return Wait.until("not-configured", null);
        }
        if (pausedAt != null) {
            return Wait.until("paused", probeAt);
        }
        if (missingSince != null && missingIndex != null) {
            Instant end = (missingSince.isBefore(createdAt) ? missingSince : createdAt).plus(gapWait);
            if (end.isAfter(now)) {
                return Wait.forMessage(missingIndex, end);
            }
        }
        if (nextAttemptAt.isAfter(now)) {
            return Wait.until("scheduled", nextAttemptAt);
        }
        if (leased) {
            return Wait.until("attempt-under-way", null);
        }
        return Wait.until(circuitOpen ? "circuit-open" : "ready", null);
    }
}
