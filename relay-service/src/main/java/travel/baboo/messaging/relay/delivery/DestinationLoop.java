package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.flow.Gate;

/**
 * Keeps one destination's lanes going: leases as many as its gate lets through, has a {@link LaneWorker} do a step in each, and looks
 * again.
 */
final class DestinationLoop {

    private static final Logger LOG = Logger.getLogger(DestinationLoop.class);

    private final Destination destination;
    private final Gate gate;
    private final LaneRepository lanes;
    private final LaneWorker worker;
    private final StepWriter writer;
    private final Clock clock;
    private final Duration lease;
    private final AtomicInteger busy = new AtomicInteger();
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();

    /** The last look may have left lanes that are ready. */
    private volatile boolean moreReady = true;

    private volatile boolean stopped = true;

    DestinationLoop(
            Destination destination,
            Gate gate,
            LaneRepository lanes,
            LaneWorker worker,
            StepWriter writer,
            Clock clock,
            Duration lease) {
        this.destination = destination;
        this.gate = gate;
        this.lanes = lanes;
        this.worker = worker;
        this.writer = writer;
        this.clock = clock;
        this.lease = lease;
    }

    String name() {
        return destination.name();
    }

    void start() {
        stopped = false;
    }

    void stop() {
        stopped = true;
    }

    boolean isBusy() {
        return busy.get() > 0;
    }

    /** The lanes in which a step is under way. */
    Collection<Claim> held() {
        return held;
    }

    /** There may be something to do. */
    void wake() {
        wanted.set(true);
        if (!stopped && looking.compareAndSet(false, true)) {
            wanted.set(false);
            look();
        }
    }

    private void look() {
        moreReady = true;
        int room = gate.take(gate.concurrency() - busy.get());
        if (room <= 0) {
            looking.set(false);
            return;
        }
        // Counted before the answer is there, so that whoever stops waits for it.
        busy.addAndGet(room);
        lanes.claim(destination.name(), room, clock.instant(), lease)
                .subscribe()
                .with(claims -> begin(claims, room), failure -> {
                    LOG.warnf("destination=%s cause=%s No lanes could be leased", destination.name(), failure);
                    unused(room);
                    looking.set(false);
                });
    }

    private void begin(List<Claim> claims, int room) {
        unused(room - claims.size());
        claims.forEach(this::step);
        moreReady = claims.size() == room;
        looking.set(false);
        if (claims.size() == room || wanted.get()) {
            wake();
        }
    }

    private void unused(int count) {
        busy.addAndGet(-count);
        gate.giveBack(count);
    }

    private void step(Claim claim) {
        held.add(claim);
        Uni.createFrom()
                .deferred(() -> worker.step(claim, destination, gate))
                .subscribe()
                .with(step -> writer.write(step, due -> ended(claim, due)), failure -> {
                    AttemptTraces.context(claim)
                            .run(() -> LOG.errorf(
                                    failure,
                                    "destination=%s lane=%s A step in a lane failed",
                                    destination.name(),
                                    claim.lane().key()));
                    ended(claim, false);
                });
    }

    /** A look costs a statement: none where this lane has nothing more and the last look took all that was ready. */
    private void ended(Claim claim, boolean due) {
        held.remove(claim);
        busy.decrementAndGet();
        if (due || moreReady) {
            wake();
        }
    }
}
