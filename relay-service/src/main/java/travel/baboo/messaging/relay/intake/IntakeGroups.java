package travel.baboo.messaging.relay.intake;

import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.grouping.GroupWriter;

/**
 * Takes events together: while one transaction is under way, those that come meanwhile gather for the next, in the order in which they
 * came. Kafka hands over a record or two at a time when all is well; a transaction for each would let them queue.
 *
 * <p>While PostgreSQL is away it waits.
 */
@Singleton
class IntakeGroups {

    private static final Logger LOG = Logger.getLogger(IntakeGroups.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    private record Waiting(List<Received> events, UniEmitter<? super Void> done) {

        void end(@Nullable Throwable failure) {
            if (failure == null) {
                done.complete(null);
            } else {
                done.fail(failure);
            }
        }
    }

    private final IntakeService intake;
    private final GroupWriter<Waiting> groups =
            new GroupWriter<>(entry -> entry.events().size(), this::write, Waiting::end);

    IntakeGroups(IntakeService intake) {
        this.intake = intake;
    }

    /** Completes when these are written down. Whoever calls it first comes first. */
    Uni<Void> take(List<Received> events) {
        return Uni.createFrom().emitter(done -> groups.add(new Waiting(events, done)));
    }

    private Uni<Void> write(List<Waiting> group) {
        List<Received> events =
                group.stream().flatMap(entry -> entry.events().stream()).toList();
        return intake.take(events)
                .onFailure()
                .invoke(failure -> LOG.warnf("cause=%s The intake waits for PostgreSQL", failure))
                .onFailure()
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }
}
