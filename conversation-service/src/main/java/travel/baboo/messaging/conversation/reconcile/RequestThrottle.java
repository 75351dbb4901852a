package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/** Spreads the reconciler's requests over time, so that it does not push users' requests over Twilio's limit. */
@Singleton
class RequestThrottle {

    private final Clock clock;
    private final Duration distance;
    private Instant next = Instant.EPOCH;

    RequestThrottle(Clock clock, ReconcileConfig config) {
        if (!(config.requestsPerSecond() > 0)) {
            throw new IllegalArgumentException("baboo.conversation.reconcile.requests-per-second must be above 0");
        }
        this.clock = clock;
        this.distance = Duration.ofNanos((long) (1e9 / config.requestsPerSecond()));
    }

    /** Completes when the next request may be sent. */
    Uni<Void> permit() {
        return Uni.createFrom().deferred(() -> {
            Duration wait = reserve();
            return wait.toMillis() == 0
                    ? Uni.createFrom().voidItem()
                    : Uni.createFrom().voidItem().onItem().delayIt().by(wait);
        });
    }

    /** Sends nothing for the given time, because Twilio throttles. */
    synchronized void pause(Duration duration) {
        Instant earliest = clock.instant().plus(duration);
        next = next.isBefore(earliest) ? earliest : next;
    }

    private synchronized Duration reserve() {
        Instant now = clock.instant();
        Instant slot = next.isBefore(now) ? now : next;
        next = slot.plus(distance);
        return Duration.between(now, slot);
    }
}
