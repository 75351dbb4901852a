package travel.baboo.messaging.conversation.reconcile;

import io.quarkus.hibernate.reactive.panache.PanacheRepository;
import io.quarkus.hibernate.reactive.panache.common.WithTransaction;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import travel.baboo.messaging.conversation.database.OwnContext;

/** Stores the progress of checks of everything, for all instances. */
@Singleton
@OwnContext
class RunRepository implements PanacheRepository<ReconcileRun> {

    /**
     * Whether a run waits for the conversation of check k: until it was checked or has failed several times. A removed conversation
     * has no check.
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
     * Requests a check of every conversation. A run in progress starts over and reads Twilio's list again: its earlier checks
     * do not count for this request. Its findings stay counted. Conversations whose last check failed are due at once: a back-off of up to an
     * hour would hold the run up.
     */
    @WithTransaction
    Uni<Void> request() {
        return getSession()
                .call(session -> session.createNativeQuery(
                                """
                                update conversation_check set hold_until = null where conversation_sid in (
                                    select conversation_sid from conversation_check where hold_until is not null
                                     order by conversation_sid for update skip locked)
                                """)
                        .executeUpdate())
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

    /** The time of the request for which Twilio's whole list has not been read yet. */
    @WithTransaction
    Uni<Optional<Instant>> wantsListing() {
        return find("finishedAt is null and listedAt is null").firstResult().map(found -> Optional.ofNullable(found)
                .map(run -> run.requestedAt));
    }

    /** Twilio's whole list was read for that request; a newer request needs it again. */
    @WithTransaction
    Uni<Void> listed(Instant request) {
        return update("listedAt = ?1 where finishedAt is null and requestedAt = ?2", clock.instant(), request)
                .replaceWithVoid();
    }

    /** Adds a check's result to the run in progress, if there is one. */
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

    /** Finishes the run when the list was read and no conversation is waiting. */
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

    /** Number of conversations that the run in progress waits for. */
    @WithTransaction
    Uni<Long> waiting() {
        return getSession().chain(session -> session.createNativeQuery(
                        "select count(*) from conversation_check k join reconciliation run on run.finished_at is null and "
                                + OPEN,
                        Long.class)
                .getSingleResult());
    }
}
