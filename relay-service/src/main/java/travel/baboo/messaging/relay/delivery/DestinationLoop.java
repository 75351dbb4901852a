package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Uni;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.failure.PassingFailures;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.flow.Permit;
import travel.baboo.messaging.relay.flow.Throttle;

/**
 * Works through one destination's lanes: leases as many as there are permits, has a {@link LaneWorker} execute a step in each, and
 * repeats.
 */
final class DestinationLoop {

    private static final Logger LOG = Logger.getLogger(DestinationLoop.class);

    private final Destination destination;
    private final Throttle throttle;
    private final LaneRepository lanes;
    private final LaneWorker worker;
    private final StepWriter writer;
    private final Aftermath aftermath;
    private final Duration lease;
    private final AtomicInteger busy = new AtomicInteger();
    private final Set<Claim> held = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean polling = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();

    /** Whether ready lanes may remain after the last claim. */
    private volatile boolean moreReady = true;

    private volatile boolean stopped = true;

    DestinationLoop(
            Destination destination,
            Throttle throttle,
            LaneRepository lanes,
            LaneWorker worker,
            StepWriter writer,
            Aftermath aftermath,
            Duration lease) {
        this.destination = destination;
        this.throttle = throttle;
        this.lanes = lanes;
        this.worker = worker;
        this.writer = writer;
        this.aftermath = aftermath;
        this.lease = lease;
    }

    String name() {
        return destination.name();
    }

    Duration longestCall() {
        return destination.policy().longestCall();
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

    /** The lanes with a step in progress. */
    Collection<Claim> held() {
        return held;
    }

    /** Wakes the loop. */
    void wake() {
        wanted.set(true);
        if (!stopped && polling.compareAndSet(false, true)) {
            wanted.set(false);
            poll();
        }
    }

    /** Probes a paused destination with one delivery. */
    void probe() {
        List<Permit> permits = stopped ? List.of() : throttle.take(1);
        if (!permits.isEmpty()) {
            claim(permits, true, () -> {});
        }
    }

    private void poll() {
        moreReady = true;
        List<Permit> permits = throttle.take(throttle.concurrency() - busy.get());
        if (permits.isEmpty()) {
            polling.set(false);
        } else {
            claim(permits, false, () -> polling.set(false));
        }
    }

    private void claim(List<Permit> permits, boolean probe, Runnable done) {
        // Counted before the result is known, so that a stop waits for it.
        busy.addAndGet(permits.size());
        lanes.claim(destination.name(), permits.size(), lease, probe)
                .subscribe()
                .with(claims -> begin(claims, permits, done), failure -> {
                    LOG.warnf("destination=%s cause=%s Lanes could not be leased", destination.name(), failure);
                    unused(permits);
                    done.run();
                });
    }

    private void begin(List<Claim> claims, List<Permit> permits, Runnable done) {
        unused(permits.subList(claims.size(), permits.size()));
        for (int i = 0; i < claims.size(); i++) {
            step(claims.get(i), permits.get(i));
        }
        boolean all = claims.size() == permits.size();
        moreReady = all;
        done.run();
        if (all || wanted.get()) {
            wake();
        }
    }

    private void unused(List<Permit> permits) {
        busy.addAndGet(-permits.size());
        permits.forEach(Permit::release);
    }

    private void step(Claim claim, Permit permit) {
        held.add(claim);
        Uni.createFrom()
                .deferred(() -> worker.step(claim, destination, permit))
                .onTermination()
                .invoke(permit::release)
                .call(step -> aftermath.follow(step, destination, throttle))
                .subscribe()
                .with(step -> write(claim, step), failure -> failed(claim, failure));
    }

    private void failed(Claim claim, Throwable failure) {
        AttemptTraces.context(claim)
                .run(() -> LOG.errorf(
                        failure,
                        "destination=%s lane=%s A step in a lane failed",
                        destination.name(),
                        claim.lane().key()));
        NextDelivery next = claim.next();
        if (next == null || PassingFailures.isPassing(failure)) {
            // The lease expires, and its next owner executes the step.
            ended(claim, false);
        } else {
            write(claim, worker.broken(claim, next));
        }
    }

    private void write(Claim claim, Step step) {
        writer.write(step, due -> ended(claim, due));
    }

    /** Ends a step. Polls again, which costs a statement, only if this lane is due or ready lanes may remain. */
    private void ended(Claim claim, boolean due) {
        held.remove(claim);
        busy.decrementAndGet();
        if (due || moreReady) {
            wake();
        }
    }
}
