package travel.baboo.messaging.relay.flow;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The way to one destination: lets as many requests through as rate, circuit and cool-down allow. Everything that was let through is
 * answered for: by what came of the request, or by giving it back.
 */
public final class Gate {

    private static final Logger LOG = Logger.getLogger(Gate.class);
    private static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(1);

    private final String destination;
    private final Traffic traffic;
    private final Clock clock;
    private final Rate rate;
    private final Circuit circuit;
    private Instant coolUntil = Instant.EPOCH;

    public Gate(String destination, Traffic traffic, CircuitConfig config, Clock clock) {
        this.destination = destination;
        this.traffic = traffic;
        this.clock = clock;
        this.rate = new Rate(traffic, clock);
        this.circuit = new Circuit(config);
    }

    /** The most requests under way. */
    public int concurrency() {
        return traffic.concurrency();
    }

    /** Lets requests through, at most {@code wanted}. */
    public synchronized int take(int wanted) {
        Instant now = clock.instant();
        if (wanted <= 0 || now.isBefore(coolUntil)) {
            return 0;
        }
        int admitted = circuit.admit(wanted, now);
        if (admitted == 0) {
            return 0;
        }
        int taken = rate.take(admitted);
        if (taken == 0) {
            circuit.unused();
        }
        return taken;
    }

    /** So many of those let through were not needed. */
    public synchronized void giveBack(int unused) {
        if (unused > 0) {
            rate.giveBack(unused);
            circuit.unused();
        }
    }

    /** The destination is well, whatever it thought of the request. */
    public synchronized void succeeded() {
        boolean wasClosed = circuit.state() == Circuit.State.CLOSED;
        circuit.succeeded(clock.instant());
        if (!wasClosed && circuit.state() == Circuit.State.CLOSED) {
            LOG.infof("destination=%s The destination is well again", destination);
        }
    }

    /** The destination is not well. */
    public synchronized void failed() {
        boolean wasClosed = circuit.state() == Circuit.State.CLOSED;
        if (circuit.failed(clock.instant()) && wasClosed) {
            LOG.warnf("destination=%s The destination fails and is left alone for a while", destination);
        }
    }

    /** The destination wants us to slow down. Null: it does not say for how long. */
    public synchronized void coolDown(@Nullable Duration wait) {
        Instant until = clock.instant().plus(wait == null ? DEFAULT_COOL_DOWN : wait);
        coolUntil = until.isAfter(coolUntil) ? until : coolUntil;
        // It answers, so that a probe has its result.
        circuit.succeeded(clock.instant());
    }

    /** A request weighed more than one. */
    public void charge(int more) {
        rate.charge(more);
    }

    /** So many instances share the destination's rate. */
    public void divideBy(int instances) {
        rate.divideBy(Math.max(1, instances));
    }

    /** {@code closed}, {@code half-open} or {@code open}. */
    public synchronized String circuit() {
        return circuit.state().text();
    }
}
