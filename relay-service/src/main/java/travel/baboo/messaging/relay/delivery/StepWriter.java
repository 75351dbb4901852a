package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
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

    private record Planned(Step step, Runnable done) {}

    private final StepRepository repository;
    private final LaneMetrics metrics;
    private final GroupWriter<Planned> groups = new GroupWriter<>(
            entry -> 1, this::keepAll, (entry, failure) -> entry.done().run());

    StepWriter(StepRepository repository, LaneMetrics metrics) {
        this.repository = repository;
        this.metrics = metrics;
    }

    /** Writes the step down soon. */
    void write(Step step, Runnable done) {
        groups.add(new Planned(step, done));
    }

    private Uni<Void> keepAll(List<Planned> group) {
        return keep(group.stream().map(Planned::step).toList())
                .onFailure()
                .invoke(failure -> LOG.error("Steps could not be written down; their leases run out", failure));
    }

    private Uni<Void> keep(List<Step> steps) {
        if (steps.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        return repository
                .keep(steps)
                .invoke(metrics::leasesLost)
                .replaceWithVoid()
                .onFailure(failure -> !(failure instanceof PgException refused) || isPassing(refused))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .atMost(TRIES)
                .onFailure(failure -> steps.size() > 1 && failure instanceof PgException)
                .recoverWithUni(() -> oneByOne(steps));
    }

    /** One that PostgreSQL does not take must not hold up the others. */
    private Uni<Void> oneByOne(List<Step> steps) {
        return Multi.createFrom()
                .iterable(steps)
                .onItem()
                .transformToUniAndConcatenate(
                        step -> keep(List.of(step)).onFailure().recoverWithItem(failure -> {
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
