package travel.baboo.messaging.relay.flow;

import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreaker.State;
import io.github.resilience4j.circuitbreaker.event.CircuitBreakerOnStateTransitionEvent;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Throttles one destination: issues {@link Permit}s within rate, circuit and cool-down.
 *
 * <p>The circuit changes state only in calls of this class, which are serialized. Each change starts a new period: results of
 * requests from an earlier period no longer count, and their permits do not return to the circuit.
 */
public final class Throttle {

    private static final Logger LOG = Logger.getLogger(Throttle.class);
    private static final Duration DEFAULT_COOL_DOWN = Duration.ofSeconds(1);

    private final String destination;
    private final Traffic traffic;
    private final Clock clock;
    private final Rate rate;
    private final CircuitBreaker circuit;
    private final Refusals refusals;
    private Instant coolUntil = Instant.EPOCH;
    private long period;

    public Throttle(String destination, Traffic traffic, CircuitConfig config, Clock clock) {
        this.destination = destination;
        this.traffic = traffic;
        this.clock = clock;
        this.rate = new Rate(traffic, clock);
        this.circuit = Circuits.create(destination, config, clock);
        this.refusals = new Refusals(config.refusals());
        circuit.getEventPublisher().onStateTransition(this::changed);
    }

    private void changed(CircuitBreakerOnStateTransitionEvent event) {
        period++;
        State state = event.getStateTransition().getToState();
        if (state == State.CLOSED) {
            LOG.infof("destination=%s The destination is healthy again", destination);
        } else if (event.getStateTransition().getFromState() == State.CLOSED) {
            LOG.warnf("destination=%s The destination is degraded; the circuit opened", destination);
        }
    }

    /** Maximum concurrent requests. */
    public int concurrency() {
        return traffic.concurrency();
    }

    /** The available permits, at most {@code wanted}. */
    public synchronized List<Permit> take(int wanted) {
        List<Permit> permits = new ArrayList<>();
        if (wanted <= 0 || clock.instant().isBefore(coolUntil)) {
            return permits;
        }
        int rated = rate.take(wanted);
        while (permits.size() < rated && circuit.tryAcquirePermission()) {
            permits.add(new Permit(this, period));
        }
        rate.release(rated - permits.size());
        return permits;
    }

    /**
     * Whether one request may be made now outside of the circuit, which a trial by hand must not wait for. It counts against the rate.
     */
    public synchronized boolean takeOutsideCircuit() {
        return !clock.instant().isBefore(coolUntil) && rate.take(1) == 1;
    }

    synchronized void released(long since) {
        rate.release(1);
        if (since == period) {
            circuit.releasePermission();
        }
    }

    synchronized void used(long since, Health health, Duration duration, int weight, @Nullable Duration retryAfter) {
        rate.charge(weight - 1);
        if (health == Health.OVERLOADED) {
            Instant until = clock.instant().plus(retryAfter == null ? DEFAULT_COOL_DOWN : retryAfter);
            coolUntil = until.isAfter(coolUntil) ? until : coolUntil;
        }
        if (since == period) {
            circuit.onResult(duration.toNanos(), TimeUnit.NANOSECONDS, health);
        }
    }

    /** Records a refusal of us; returns whether the destination should now be paused. */
    public boolean refused(UUID delivery) {
        return refusals.add(delivery);
    }

    /** Records a success, or a rejection of the delivery's content. */
    public void accepted() {
        refusals.end();
    }

    /** Sets the number of instances that share the destination's rate. */
    public void divideBy(int instances) {
        rate.divideBy(Math.max(1, instances));
    }

    /** {@code closed}, {@code half-open} or {@code open}. */
    public String circuit() {
        return circuit.getState().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
