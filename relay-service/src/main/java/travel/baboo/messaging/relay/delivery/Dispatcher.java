package travel.baboo.messaging.relay.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.vertx.core.Vertx;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.RelayConfig;

/**
 * Keeps so many lanes going at a time: leases those that are ready, has a {@link LaneWorker} do one step in each, and looks
 * again. A lane that fails stops nobody else.
 */
@Singleton
public class Dispatcher {

    private static final Logger LOG = Logger.getLogger(Dispatcher.class);

    private final LaneRepository lanes;
    private final LaneWorker worker;
    private final Vertx vertx;
    private final Clock clock;
    private final RelayConfig.Lanes config;
    private final AtomicInteger busy = new AtomicInteger();
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile boolean stopped = true;
    private volatile long timer = -1;

    Dispatcher(LaneRepository lanes, LaneWorker worker, Vertx vertx, Clock clock, RelayConfig config) {
        this.lanes = lanes;
        this.worker = worker;
        this.vertx = vertx;
        this.clock = clock;
        this.config = config.lanes();
    }

    void start(@Observes StartupEvent event) {
        stopped = false;
        timer = vertx.setPeriodic(config.poll().toMillis(), tick -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
    }

    /** There may be something to do: looks now rather than at the next tick. */
    public void wake() {
        wanted.set(true);
        if (!stopped && looking.compareAndSet(false, true)) {
            wanted.set(false);
            look();
        }
    }

    private void look() {
        int room = config.concurrency() - busy.get();
        if (room <= 0) {
            looking.set(false);
            return;
        }
        lanes.lease(room, clock.instant(), config.lease())
                .subscribe()
                .with(leased -> begin(leased, leased.size() == room), failure -> {
                    LOG.warnf("cause=%s No lanes could be leased; it is tried again", failure);
                    looking.set(false);
                });
    }

    private void begin(List<Lane> leased, boolean more) {
        busy.addAndGet(leased.size());
        leased.forEach(this::step);
        looking.set(false);
        if (more || wanted.get()) {
            wake();
        }
    }

    private void step(Lane lane) {
        worker.step(lane).subscribe().with(done -> ended(), failure -> {
            LOG.errorf(failure, "destination=%s lane=%s A step in a lane failed", lane.destination(), lane.key());
            ended();
        });
    }

    private void ended() {
        busy.decrementAndGet();
        wake();
    }
}
