package travel.baboo.messaging.relay.delivery;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.failure.PassingFailures;
import travel.baboo.messaging.relay.grouping.GroupWriter;

/**
 * Writes steps down together: while one transaction is under way, those that end meanwhile gather for the next.
 *
 * <p>While PostgreSQL is away it retries: an outcome is not lost as long as this instance runs. A step that PostgreSQL refuses for what is
 * in it is replaced by a failure of its delivery, so that the lane goes on and somebody sees it.
 */
@Singleton
class StepWriter {

    private static final Logger LOG = Logger.getLogger(StepWriter.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A step, and what to do then. Until it is written down nobody can say that its lane has nothing more. */
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
    private final TurnDecider decider;
    private final GroupWriter<Planned> groups =
            new GroupWriter<>(entry -> 1, this::keepAll, (entry, failure) -> entry.end());

    StepWriter(StepRepository repository, LaneMetrics metrics, TurnDecider decider) {
        this.repository = repository;
        this.metrics = metrics;
        this.decider = decider;
    }

    /**
     * Writes the step down soon.
     *
     * @param done receives whether the lane may have more to do at once
     */
    void write(Step step, Consumer<Boolean> done) {
        groups.add(new Planned(step, done));
    }

    private Uni<Void> replace(Planned entry, Throwable failure) {
        Claim claim = entry.step().claim();
        NextDelivery next = claim.next();
        AttemptTraces.context(claim)
                .run(() -> LOG.errorf(
                        failure,
                        "deliveryId=%s A step could not be stored; its delivery failed",
                        next == null ? "-" : next.id()));
        return next == null
                ? Uni.createFrom().voidItem()
                : repository
                        .keep(List.of(decider.failed(claim, next, "internal-error", claim.now())))
                        .replaceWithVoid()
                        .onFailure()
                        .recoverWithNull();
    }

    private Uni<Void> keepAll(List<Planned> group) {
        return keep(group)
                .onFailure(failure -> group.size() == 1)
                .recoverWithUni(failure -> replace(group.get(0), failure))
                .onFailure()
                .invoke(failure -> LOG.error("Steps could not be stored; their leases will expire", failure));
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
                .onFailure(PassingFailures::isPassing)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely()
                .onFailure(failure -> group.size() > 1 && !PassingFailures.isPassing(failure))
                .recoverWithUni(() -> oneByOne(group));
    }

    /** One that PostgreSQL does not take must not hold up the others. */
    private Uni<Void> oneByOne(List<Planned> group) {
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(
                        entry -> keep(List.of(entry)).onFailure().recoverWithUni(failure -> replace(entry, failure)))
                .collect()
                .last()
                .replaceWithVoid();
    }
}
