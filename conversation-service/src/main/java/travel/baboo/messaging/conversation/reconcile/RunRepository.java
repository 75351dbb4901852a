package travel.baboo.messaging.conversation.reconcile;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import travel.baboo.messaging.conversation.database.OwnContext;

/** Keeps how far the checks of everything have come, where every instance sees it. */
@Singleton
@OwnContext
class RunRepository implements PanacheRepository<ReconcileRun> {

    /**
     * Whether a run waits for the conversation of the check k: until it was checked, or could not be several times. A conversation that is
     * removed has no check.
     */
    static final String OPEN =
            """
            (k.checked_at is null or k.checked_at < run.requested_at)
            and not coalesce(k.failed_at >= run.requested_at and k.failures >= 5, false)
            """;

    private final Clock clock;

    RunRepository(Clock clock) {
        this.clock = clock;
    }

    /**
     * Asks for a check of every conversation as it is now. A run that is under way begins anew, with Twilio's list read again: what it
     * checked before this moment says nothing about now. What it found stays counted.
     */
    @WithTransaction
    Uni<Void> request() {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                insert into reconciliation (requested_at, total) select :now, count(*) from conversation_check
                                on conflict ((finished_at is null)) where finished_at is null
                                do update set requested_at = excluded.requested_at, listed_at = null, total = excluded.total,
                                              checked = 0, failed = 0
                                """)
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The request for which Twilio's whole list is still to be read, by its time. */
    @WithTransaction
    Uni<Optional<Instant>> wantsListing() {
        return find("finishedAt is null and listedAt is null").firstResult().map(found -> Optional.ofNullable(found)
                .map(run -> run.requestedAt));
    }

    /** Twilio's whole list has been read for that request; one that was made meanwhile wants it again. */
    @WithTransaction
    Uni<Void> listed(Instant request) {
        return update("listedAt = ?1 where finishedAt is null and requestedAt = ?2", clock.instant(), request)
                .replaceWithVoid();
    }

    /** Adds a check's result to the run under way, if there is one. */
    @WithTransaction
    Uni<Void> countCheck(ReconcileReport report) {
        return update(
                        "checked = checked + 1, messagesFound = messagesFound + ?1, eventsPublished = eventsPublished + ?2 where finishedAt is null",
                        (long) report.messagesFound(),
                        (long) report.eventsPublished())
                .replaceWithVoid();
    }

    @WithTransaction
    Uni<Void> countFailure() {
        return update("failed = failed + 1 where finishedAt is null").replaceWithVoid();
    }

    /** The run is over when the list was read and it waits for no conversation any more. */
    @WithTransaction
    Uni<Void> finishIfDone() {
        return getSession()
                .chain(session -> session.createNativeQuery(
                                """
                                update reconciliation run set finished_at = :now
                                 where finished_at is null and listed_at is not null
                                   and not exists (select 1 from conversation_check k where\s"""
                                        + OPEN + ")")
                        .setParameter("now", clock.instant())
                        .executeUpdate())
                .replaceWithVoid();
    }

    /** The latest run. */
    @WithTransaction
    Uni<Optional<ReconcileRun>> latest() {
        return find("order by id desc").firstResult().map(Optional::ofNullable);
    }

    /** How many conversations the run under way waits for. */
    @WithTransaction
    Uni<Long> waiting() {
        return getSession().chain(session -> session.createNativeQuery(
                        "select count(*) from conversation_check k join reconciliation run on run.finished_at is null and "
                                + OPEN,
                        Long.class)
                .getSingleResult());
    }
}
