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
 * Records steps in groups: while one transaction runs, finished steps gather for the next.
 *
 * <p>Retries while PostgreSQL is unavailable: no outcome is lost while this instance runs. A step that PostgreSQL rejects for its
 * content is replaced by a failure of its delivery, so that the lane continues and the failure is visible.
 */
@Singleton
class StepWriter {

    private static final Logger LOG = Logger.getLogger(StepWriter.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);

    /** A step and its continuation. Until it is recorded, it is unknown whether its lane has more work. */
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
     * Records the step soon.
     *
     * @param done receives whether the lane may have more work at once
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

    /** A step that PostgreSQL rejects must not hold up the others. */
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
