package travel.baboo.messaging.relay.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
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

/** Keeps all destinations going, each by itself, so that one that is slow or broken stops nobody else. */
@Singleton
public class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(8);
    private static final long LOOK_MILLIS = 20;

    private final List<DestinationLoop> loops = new ArrayList<>();
    private final DestinationStateRepository states;
    private final LaneRepository lanes;
    private final Vertx vertx;
    private final Clock clock;
    private final RelayConfig.Lanes config;
    private volatile long poll = -1;
    private volatile long renewal = -1;

    Dispatcher(
            Destinations destinations,
            LaneRepository lanes,
            LaneWorker worker,
            StepWriter writer,
            DestinationStateRepository states,
            Vertx vertx,
            Clock clock,
            RelayConfig config) {
        this.states = states;
        this.lanes = lanes;
        this.vertx = vertx;
        this.clock = clock;
        this.config = config.lanes();
        for (Destination destination : destinations.all()) {
            loops.add(new DestinationLoop(
                    destination,
                    Objects.requireNonNull(destinations.gates().get(destination.name())),
                    lanes,
                    worker,
                    writer,
                    clock,
                    this.config.lease()));
        }
    }

    void start(@Observes StartupEvent event) {
        states.remember(loops.stream().map(DestinationLoop::name).toList())
                .subscribe()
                .with(done -> {}, failure -> LOG.warnf("cause=%s Destinations could not be noted", failure));
        loops.forEach(DestinationLoop::start);
        poll = vertx.setPeriodic(config.poll().toMillis(), tick -> wake());
        renewal = vertx.setPeriodic(Math.max(1, config.lease().toMillis() / 3), tick -> renew());
    }

    /** Takes nothing more and waits a little for what is under way; the leases of the rest run out. */
    void stop(@Observes ShutdownEvent event) throws InterruptedException {
        vertx.cancelTimer(poll);
        loops.forEach(DestinationLoop::stop);
        long end = System.nanoTime() + LONGEST_GOODBYE.toNanos();
        while (loops.stream().anyMatch(DestinationLoop::isBusy) && System.nanoTime() < end) {
            Thread.sleep(LOOK_MILLIS);
        }
        vertx.cancelTimer(renewal);
    }

    /** There may be something to do: looks now rather than at the next tick. */
    public void wake() {
        loops.forEach(DestinationLoop::wake);
    }

    /** The same, for these destinations only. */
    public void wakeOnly(Set<String> destinations) {
        loops.stream().filter(loop -> destinations.contains(loop.name())).forEach(DestinationLoop::wake);
    }

    private void renew() {
        Collection<Claim> held =
                loops.stream().flatMap(loop -> loop.held().stream()).toList();
        if (!held.isEmpty()) {
            lanes.renew(held, clock.instant().plus(config.lease()))
                    .subscribe()
                    .with(done -> {}, failure -> LOG.warnf("cause=%s Leases could not be renewed", failure));
        }
    }
}
