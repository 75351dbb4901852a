package travel.baboo.messaging.relay.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Takes events together: while one transaction is under way, those that come meanwhile gather for the next, in the order in which they
 * came. Kafka hands over a record or two at a time when all is well; a transaction for each would let them queue.
 *
 * <p>While PostgreSQL is away it waits.
 */
@Singleton
class IntakeGroups {

    private static final Logger LOG = Logger.getLogger(IntakeGroups.class);
    private static final int LARGEST_GROUP = 500;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private record Waiting(List<Received> events, UniEmitter<? super Void> done) {}

    private final IntakeService intake;
    private final ConcurrentLinkedQueue<Waiting> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    IntakeGroups(IntakeService intake) {
        this.intake = intake;
    }

    /** Completes when these are written down. Whoever calls it first comes first. */
    Uni<Void> take(List<Received> events) {
        return Uni.createFrom().emitter(done -> {
            waiting.add(new Waiting(events, done));
            next();
        });
    }

    private void next() {
        if (waiting.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        List<Waiting> group = new ArrayList<>();
        List<Received> events = new ArrayList<>();
        while (events.size() < LARGEST_GROUP) {
            Waiting entry = waiting.poll();
            if (entry == null) {
                break;
            }
            group.add(entry);
            events.addAll(entry.events());
        }
        write(events)
                .onItemOrFailure()
                .invoke((done, failure) -> {
                    writing.set(false);
                    group.forEach(entry -> end(entry, failure));
                    next();
                })
                .subscribe()
                .with(done -> {}, failure -> LOG.error("Events could not be taken", failure));
    }

    private static void end(Waiting entry, @Nullable Throwable failure) {
        if (failure == null) {
            entry.done().complete(null);
        } else {
            entry.done().fail(failure);
        }
    }

    private Uni<Void> write(List<Received> events) {
        return intake.take(events)
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s The intake waits for PostgreSQL", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }
}
