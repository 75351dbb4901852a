package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.delivery.Step.Attempted;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Outcome;
import travel.baboo.messaging.relay.flow.CircuitConfig;
import travel.baboo.messaging.relay.flow.Health;
import travel.baboo.messaging.relay.flow.Throttle;

/** The consequences of an attempt beyond its delivery: metrics, and pausing or resuming its destination. */
@Singleton
class Aftermath {

    private static final Logger LOG = Logger.getLogger(Aftermath.class);

    private final DestinationStateRepository states;
    private final LaneMetrics metrics;
    private final Duration probeEvery;

    Aftermath(DestinationStateRepository states, LaneMetrics metrics, CircuitConfig config) {
        this.states = states;
        this.metrics = metrics;
        this.probeEvery = config.refusalProbe();
    }

    /** How often a destination paused for refusals is probed. */
    Duration probeEvery() {
        return probeEvery;
    }

    /** Never fails: the attempt must be recorded whatever goes wrong here. */
    Uni<Void> follow(Step step, Destination destination, Throttle throttle) {
        return Uni.createFrom()
                .deferred(() -> consequences(step, destination, throttle))
                .onFailure()
                .invoke(failure -> LOG.warnf(
                        "destination=%s cause=%s The destination could not be paused or resumed",
                        destination.name(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private Uni<Void> consequences(Step step, Destination destination, Throttle throttle) {
        if (!(step instanceof Attempted attempted)) {
            return Uni.createFrom().voidItem();
        }
        AttemptTraces.context(step.claim()).run(() -> metrics.attempted(destination.name(), attempted));
        Outcome outcome = attempted.attempt().outcome();
        if (outcome.isRefusal()) {
            return throttle.refused(attempted.next().id())
                    ? states.pauseAndProbe(destination.name(), outcome.reason(), probeEvery)
                    : Uni.createFrom().voidItem();
        }
        if (outcome.health() != Health.HEALTHY) {
            return Uni.createFrom().voidItem();
        }
        throttle.accepted();
        return step.claim().probe()
                ? states.resume(destination.name())
                : Uni.createFrom().voidItem();
    }
}
