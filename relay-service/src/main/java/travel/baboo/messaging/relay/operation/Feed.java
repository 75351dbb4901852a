package travel.baboo.messaging.relay.operation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * A value that is queried only while somebody listens, once for all listeners. Each gets the present value and every change.
 *
 * <p>A slow query is repeated after nine times its duration at the earliest, so that listeners cost at most a tenth of a connection.
 */
final class Feed {

    private static final Logger LOG = Logger.getLogger(Feed.class);
    private static final int PAUSE_FACTOR = 9;

    private final Vertx vertx;
    private final Context context;
    private final Supplier<Uni<String>> query;
    private final Duration interval;
    private final Set<MultiEmitter<? super String>> listeners = new CopyOnWriteArraySet<>();
    private @Nullable String latest;
    private boolean running;

    /**
     * @param context where the queries run, apart from the listeners' requests
     * @param interval minimum pause between queries
     */
    Feed(Vertx vertx, Context context, Supplier<Uni<String>> query, Duration interval) {
        this.vertx = vertx;
        this.context = context;
        this.query = query;
        this.interval = interval;
    }

    /** The present value and every change. A listener that is slow misses values in between. */
    Multi<String> listen() {
        return Multi.createFrom().<String>emitter(this::join, BackPressureStrategy.LATEST);
    }

    boolean hasListeners() {
        return !listeners.isEmpty();
    }

    private synchronized void join(MultiEmitter<? super String> listener) {
        listeners.add(listener);
        listener.onTermination(() -> listeners.remove(listener));
        if (latest != null) {
            listener.emit(latest);
        }
        if (!running) {
            running = true;
            context.runOnContext(start -> look());
        }
    }

    private void look() {
        long start = System.nanoTime();
        query.get()
                .subscribe()
                .with(
                        value -> {
                            publish(value);
                            schedule(start);
                        },
                        failure -> {
                            LOG.warnf("cause=%s A live view could not be read; retrying", failure);
                            schedule(start);
                        });
    }

    private synchronized void publish(String value) {
        if (!value.equals(latest)) {
            latest = value;
            listeners.forEach(listener -> listener.emit(value));
        }
    }

    private synchronized void schedule(long start) {
        if (listeners.isEmpty()) {
            running = false;
            latest = null;
            return;
        }
        long took = Duration.ofNanos(System.nanoTime() - start).toMillis();
        vertx.setTimer(Math.max(interval.toMillis(), PAUSE_FACTOR * took), next -> context.runOnContext(run -> look()));
    }
}
