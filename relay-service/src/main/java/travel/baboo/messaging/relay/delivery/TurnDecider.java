package travel.baboo.messaging.relay.delivery;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destination;

/** Decides about a lane's next delivery what can be decided before anything is sent or looked up. */
@Singleton
public class TurnDecider {

    /** The reason of a message that scenarios have passed to each other too often. A retry cannot change it. */
    public static final String LOOP = "loop";

    /** The reason of a message that waits for earlier ones of its conversation. */
    static final String GAP_AWAITED = "earlier-message-awaited";

    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final StoredEvents events;
    private final LaneMetrics metrics;
    private final Duration gapWait;
    private final int maxHops;

    TurnDecider(StoredEvents events, LaneMetrics metrics, RelayConfig config) {
        this.events = events;
        this.metrics = metrics;
        this.gapWait = config.lanes().gapWait();
        this.maxHops = config.maxHops();
    }

    /** The step; empty if the delivery should be attempted, or the provider asked about it. */
    Optional<Step> decide(Claim claim, NextDelivery next, Destination destination, Instant now) {
        if (!next.isDue(now) && (!claim.probe() || next.isHeld(now))) {
            return Optional.of(new Step.Release(claim));
        }
        if (next.state() == DeliveryState.UNKNOWN) {
            return next.isDue(now) ? Optional.empty() : Optional.of(new Step.Release(claim));
        }
        if (next.isInterrupted() && !destination.policy().repeatable()) {
            // Its attempt was interrupted: handled like any other unknown fate.
            return Optional.empty();
        }
        if (next.hops() > maxHops) {
            return Optional.of(failed(claim, next, LOOP, now));
        }
        if (next.isExpired(now) && !claim.probe()) {
            metrics.failed(destination.name(), "expired");
            return Optional.of(end(claim, next, DeliveryState.EXPIRED, reason(next.lastOutcome(), "expired"), now));
        }
        if (next.earlierPartMissing()) {
            return Optional.of(failed(claim, next, "earlier-part-failed", now));
        }
        Optional<Instant> gapEnd = next.gapEnd(gapWait);
        if (gapEnd.filter(now::isBefore).isPresent()) {
            return Optional.of(wait(claim, next, GAP_AWAITED, now, gapEnd.get()));
        }
        if (gapEnd.isPresent() && next.attempts() == 0) {
            metrics.gapPassed(destination.name());
        }
        return unwanted(claim, next, destination, now);
    }

    private Optional<Step> unwanted(Claim claim, NextDelivery next, Destination destination, Instant now) {
        Duration age = Duration.between(next.createdAt(), now);
        boolean early = age.compareTo(destination.policy().directoryWait()) < 0;
        if (claim.entry() == null && next.attempts() == 0 && early && events.inConversation(next)) {
            return Optional.of(wait(claim, next, "directory-awaited", now, now.plus(pause(age))));
        }
        return switch (destination.filter().acceptsIn(events.of(next), claim.entry())) {
            case YES -> Optional.empty();
            case NO -> Optional.of(new Step.Drop(claim, next.id()));
            case UNDECIDABLE -> Optional.of(failed(claim, next, "conversation-unknown", now));
        };
    }

    private static Duration pause(Duration age) {
        Duration quarter = age.dividedBy(4);
        if (quarter.compareTo(SHORTEST_PAUSE) < 0) {
            return SHORTEST_PAUSE;
        }
        return quarter.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : quarter;
    }

    private static Step wait(Claim claim, NextDelivery next, String reason, Instant now, Instant until) {
        return new Step.Move(
                claim, next, Decision.to(DeliveryState.WAITING, reason, now, until, next.failures()), null);
    }

    private static Step end(Claim claim, NextDelivery next, DeliveryState state, String reason, Instant now) {
        return new Step.Move(claim, next, Decision.to(state, reason, now, now, next.failures()), null);
    }

    /** The step of a delivery that fails without an attempt. */
    Step failed(Claim claim, NextDelivery next, String reason, Instant now) {
        metrics.failed(claim.lane().destination(), reason);
        return end(claim, next, DeliveryState.FAILED, reason, now);
    }

    private static String reason(@Nullable String last, String otherwise) {
        return last == null ? otherwise : last;
    }
}
