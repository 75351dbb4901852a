package travel.baboo.messaging.relay.intake;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.subscription.UniEmitter;
import io.vertx.sqlclient.DatabaseException;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.failure.PassingFailures;
import travel.baboo.messaging.relay.grouping.GroupWriter;

/**
 * Processes events in groups: while one transaction runs, arriving events gather for the next, in order of
 * arrival. Kafka usually delivers one or two records at a time; a transaction for each would be too slow.
 *
 * <p>While PostgreSQL is unavailable it waits. An event that fails for any other reason blocks no other: each event of such a
 * group gets its own transaction, and those that fail again are returned.
 */
@Singleton
class IntakeGroups {

    private static final Logger LOG = Logger.getLogger(IntakeGroups.class);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(10);

    /** Events that arrived together, and those of them that were refused. */
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

    /** Completes with the refused events when the others are stored. Calls are processed in order. */
    Uni<List<Refused>> take(List<Received> events) {
        return Uni.createFrom().emitter(done -> groups.add(new Waiting(events, new ArrayList<>(), done)));
    }

    private Uni<Void> write(List<Waiting> group) {
        List<Received> events =
                group.stream().flatMap(entry -> entry.events().stream()).toList();
        return takeAll(events).onFailure().recoverWithUni(() -> oneByOne(group));
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
                .transformToUniAndConcatenate(
                        event -> takeAll(List.of(event)).onFailure().recoverWithItem(failure -> {
                            entry.refused().add(new Refused(event, reason(failure)));
                            return null;
                        }))
                .collect()
                .last();
    }

    /** Retries while PostgreSQL is unavailable; other failures pass. */
    private Uni<Void> takeAll(List<Received> events) {
        return Uni.createFrom()
                .deferred(() -> intake.take(MessageOrder.of(events)))
                .onFailure(PassingFailures::isPassing)
                .invoke(failure -> LOG.warnf("cause=%s The intake is waiting for PostgreSQL", failure))
                .onFailure(PassingFailures::isPassing)
                .retry()
                .withBackOff(FIRST_PAUSE, LONGEST_PAUSE)
                .indefinitely();
    }

    /** Why an event was refused, without its content, which exception messages may quote. */
    private static String reason(Throwable failure) {
        if (failure instanceof DatabaseException refusal) {
            return "refused by PostgreSQL: " + refusal.getSqlState();
        }
        StackTraceElement[] stack = failure.getStackTrace();
        return "failed: " + failure.getClass().getSimpleName() + (stack.length == 0 ? "" : " at " + stack[0]);
    }
}
