package travel.baboo.messaging.relay.intake;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.pgclient.PgException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.database.SqlStates;
import travel.baboo.messaging.relay.grouping.GroupWriter;

/**
 * Takes events together: while one transaction is under way, those that come meanwhile gather for the next, in the order in which they
 * came. Kafka hands over a record or two at a time when all is well; a transaction for each would let them queue.
 *
 * <p>While PostgreSQL is away it waits. What PostgreSQL refuses for what is in it holds up nobody else: of such a group each event gets
 * a transaction of its own.
 */
@Singleton
class IntakeGroups {

    private static final Logger LOG = Logger.getLogger(IntakeGroups.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Events that came together, and which of them were refused. */
    private record Waiting(List<Received> events, List<Refused> refused, UniEmitter<? super List<Refused>> done) {

        void end(@Nullable Throwable failure) {
            if (failure == null) {
                done.complete(List.copyOf(refused));
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

    /** Completes when these are written down, with those that never will be. Whoever calls it first comes first. */
    Uni<List<Refused>> take(List<Received> events) {
        return Uni.createFrom().emitter(done -> groups.add(new Waiting(events, new ArrayList<>(), done)));
    }

    private Uni<Void> write(List<Waiting> group) {
        List<Received> events =
                group.stream().flatMap(entry -> entry.events().stream()).toList();
        return patiently(events).onFailure(IntakeGroups::isPermanent).recoverWithUni(() -> oneByOne(group));
    }

    private Uni<Void> oneByOne(List<Waiting> group) {
        return Multi.createFrom()
                .iterable(group)
                .onItem()
                .transformToUniAndConcatenate(this::oneByOne)
                .collect()
                .last();
    }

    private Uni<Void> oneByOne(Waiting entry) {
        return Multi.createFrom()
                .iterable(entry.events())
                .onItem()
                .transformToUniAndConcatenate(event -> patiently(List.of(event))
                        .onFailure(PgException.class)
                        .recoverWithItem(failure -> {
                            entry.refused().add(new Refused(event, "refused by PostgreSQL: " + failure.getSqlState()));
                            return null;
                        }))
                .collect()
                .last();
    }

    private Uni<Void> patiently(List<Received> events) {
        return intake.take(MessageOrder.of(events))
                .onFailure(failure -> !isPermanent(failure))
                .invoke(failure -> LOG.warnf("cause=%s The intake waits for PostgreSQL", failure))
                .onFailure(failure -> !isPermanent(failure))
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    private static boolean isPermanent(Throwable failure) {
        return failure instanceof PgException refusal && SqlStates.isPermanent(refusal.getSqlState());
    }
}
