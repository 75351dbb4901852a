package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.grouping.GroupWriter;

/**
 * Writes steps down together: while one transaction is under way, those that end meanwhile gather for the next.
 *
 * <p>While PostgreSQL is away it tries again; a step that is lost all the same is made up for when its lease runs out.
 */
@Singleton
class StepWriter {

    private static final Logger LOG = Logger.getLogger(StepWriter.class);
    private static final int TRIES = 20;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A step, and who wants to know. Until it is written down nobody can say that its lane has nothing more. */
    private static final class Planned {

        private final Step step;
        private final Consumer<Boolean> done;
        private volatile boolean due = true;

        Planned(Step step, Consumer<Boolean> done) {
            this.step = step;
            this.done = done;
        }

        Step step() {
            return step;
        }

        void end() {
            done.accept(due);
        }
    }

    private final StepRepository repository;
    private final LaneMetrics metrics;
    private final GroupWriter<Planned> groups =
            new GroupWriter<>(entry -> 1, this::keepAll, (entry, failure) -> entry.end());

    StepWriter(StepRepository repository, LaneMetrics metrics) {
        this.repository = repository;
        this.metrics = metrics;
    }

    /**
     * Writes the step down soon.
     *
     * @param done is told whether the lane may have more to do at once
     */
    void write(Step step, Consumer<Boolean> done) {
        groups.add(new Planned(step, done));
    }

    private Uni<Void> keepAll(List<Planned> group) {
        return keep(group)
                .onFailure()
                .invoke(failure -> LOG.error("Steps could not be written down; their leases run out", failure));
    }

    private Uni<Void> keep(List<Planned> group) {
        if (group.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .keep(group.stream().map(Planned::step).toList())
                .invoke(kept -> {
                    metrics.leasesLost(kept.lost());
                    group.forEach(entry ->
                            entry.due = kept.due().contains(entry.step().claim().lane()));
                })
                .replaceWithVoid()
                .onFailure(failure -> !(failure instanceof PgException refused) || isPassing(refused))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(TRIES)
                .onFailure(failure -> group.size() > 1 && failure instanceof PgException)
                .recoverWithUni(() -> oneByOne(group));
    }

    /** One that PostgreSQL does not take must not hold up the others. */
    private Uni<Void> oneByOne(List<Planned> group) {
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(
                        entry -> keep(List.of(entry)).onFailure().recoverWithItem(failure -> {
                            Step step = entry.step();
                            AttemptTraces.context(step.claim())
                                    .run(() -> LOG.errorf(
                                            failure,
                                            "deliveryId=%s A step could not be written down; its lease runs out",
                                            step.claim().head() == null ? "-" : step.deliveryId()));
                            return null;
                        }))
                .collect()
                .last()
                .replaceWithVoid();
    }

    /** Deadlocks, serialisation, shut-downs: the same may pass. */
    private static boolean isPassing(PgException failure) {
        String state = String.valueOf(failure.getSqlState());
        return state.startsWith("40") || state.startsWith("57") || state.startsWith("53") || state.startsWith("08");
    }
}
