package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.delivery.StateMachine.Standing;
import travel.baboo.messaging.relay.destination.Channel;
import travel.baboo.messaging.relay.destination.Destination;

/** Asks the provider about deliveries of unknown fate, before an operator has to. */
@Singleton
class UnknownFates {

    private static final Logger LOG = Logger.getLogger(UnknownFates.class);

    private final StoredEvents events;
    private final ProviderStatusRepository statuses;
    private final LaneMetrics metrics;

    UnknownFates(StoredEvents events, ProviderStatusRepository statuses, LaneMetrics metrics) {
        this.events = events;
        this.statuses = statuses;
        this.metrics = metrics;
    }

    /** The delivery's transition for the provider's answer. */
    Uni<Step> check(Claim claim, NextDelivery next, Destination destination) {
        Instant since = next.sendingSince() == null ? next.createdAt() : next.sendingSince();
        return traces(claim, next, destination, since)
                .map(traces -> StateMachine.checked(
                        destination.policy(),
                        Standing.of(next),
                        since,
                        traces.orElse(null),
                        claim.now(),
                        ThreadLocalRandom.current()))
                .invoke(change -> metrics.checked(destination.name(), change))
                .map(change -> new Step.Move(claim, next, change, null));
    }

    /** What the provider accepted and no other delivery claims; empty if it could not answer. */
    private Uni<Optional<List<Channel.Trace>>> traces(
            Claim claim, NextDelivery next, Destination destination, Instant since) {
        if (next.payload() == null) {
            return Uni.createFrom().item(Optional.empty());
        }
        return destination
                .channel()
                .find(events.outgoing(claim, next), next.payload(), since)
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "destination=%s deliveryId=%s cause=%s The provider's record of a delivery could not be read",
                        destination.name(), next.id(), failure.getClass().getSimpleName()))
                .map(Optional::of)
                .onFailure()
                .recoverWithItem(Optional.empty())
                .chain(found -> found.isEmpty() || found.get().isEmpty()
                        ? Uni.createFrom().item(found)
                        : withoutOthers(next, found.get()));
    }

    private Uni<Optional<List<Channel.Trace>>> withoutOthers(NextDelivery next, List<Channel.Trace> found) {
        List<String> sids = found.stream().map(Channel.Trace::sid).toList();
        return statuses.ofOthers(sids, next.id()).map(others -> Optional.of(without(found, others)));
    }

    private static List<Channel.Trace> without(List<Channel.Trace> found, Set<String> others) {
        return found.stream().filter(trace -> !others.contains(trace.sid())).toList();
    }
}
