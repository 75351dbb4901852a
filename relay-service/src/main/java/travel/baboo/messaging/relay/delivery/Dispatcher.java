package travel.baboo.messaging.relay.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;

/** Runs all destinations independently, so that a slow or failing one stops no other. */
@Singleton
public class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    /** Time after the longest call to record its result. */
    private static final Duration AFTER_CALLS = Duration.ofSeconds(10);

    private static final Duration PROBE_LOOK = Duration.ofSeconds(1);
    private static final long LOOK_MILLIS = 20;

    private final List<DestinationLoop> loops = new ArrayList<>();
    private final DestinationStateRepository states;
    private final LaneRepository lanes;
    private final Vertx vertx;
    private final Aftermath aftermath;
    private final RelayConfig.Lanes config;
    private volatile long poll = -1;
    private volatile long renewal = -1;
    private volatile long probing = -1;

    Dispatcher(
            Destinations destinations,
            LaneRepository lanes,
            LaneWorker worker,
            StepWriter writer,
            DestinationStateRepository states,
            Aftermath aftermath,
            Vertx vertx,
            RelayConfig config) {
        this.states = states;
        this.lanes = lanes;
        this.vertx = vertx;
        this.aftermath = aftermath;
        this.config = config.lanes();
        for (Destination destination : destinations.all()) {
            loops.add(new DestinationLoop(
                    destination,
                    Objects.requireNonNull(destinations.throttles().get(destination.name())),
                    lanes,
                    worker,
                    writer,
                    aftermath,
                    this.config.lease()));
        }
    }

    void start(@Observes StartupEvent event) {
        states.remember(loops.stream().map(DestinationLoop::name).toList())
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("cause=%s Destinations could not be recorded", failure));
        loops.forEach(DestinationLoop::start);
        poll = vertx.setPeriodic(config.poll().toMillis(), tick -> wake());
        probing = vertx.setPeriodic(PROBE_LOOK.toMillis(), tick -> probe());
        renewal = vertx.setPeriodic(Math.max(1, config.lease().toMillis() / 3), tick -> renew());
    }

    /**
     * Stops leasing and waits for requests in progress, as long as the longest call may take: an interrupted request leaves a text of unknown
     * fate or a repeated request. The pod's grace period is longer ({@code k8s}).
     */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        vertx.cancelTimer(poll);
        vertx.cancelTimer(probing);
        loops.forEach(DestinationLoop::stop);
        long end = System.nanoTime() + longestStop().toNanos();
        while (loops.stream().anyMatch(DestinationLoop::isBusy) && System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
        }
        vertx.cancelTimer(renewal);
    }

    private Duration longestStop() {
        return longestStop(loops.stream()
                .map(DestinationLoop::longestCall)
                .max(Duration::compareTo)
                .orElse(Duration.ZERO));
    }

    /** Limits the longest call, so that a stop is bounded. */
    static Duration longestStop(Duration longestCall) {
        return longestCall.plus(AFTER_CALLS);
    }

    /** Wakes all destinations before their next tick. */
    public void wake() {
        loops.forEach(DestinationLoop::wake);
    }

    /** Wakes these destinations only. */
    public void wakeOnly(Set<String> destinations) {
        loops.stream().filter(loop -> destinations.contains(loop.name())).forEach(DestinationLoop::wake);
    }

    private void renew() {
        Collection<Claim> held =
                loops.stream().flatMap(loop -> loop.held().stream()).toList();
        if (!held.isEmpty()) {
            lanes.renew(held, config.lease())
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("cause=%s Leases could not be renewed", failure));
        }
    }

    private void probe() {
        states.dueProbes(loops.stream().map(DestinationLoop::name).toList(), aftermath.probeEvery())
                .subscribe()
                .with(
                        due -> loops.stream()
                                .filter(loop -> due.contains(loop.name()))
                                .forEach(DestinationLoop::probe),
                        failure -> LOG.warnf("cause=%s Paused destinations could not be probed", failure));
    }
}
