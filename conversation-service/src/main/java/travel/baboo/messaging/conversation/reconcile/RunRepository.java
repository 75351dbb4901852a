package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.database.Times;

/** Keeps how far the checks of everything have come, where every instance sees it. */
@Singleton
class RunRepository {

    /**
     * Whether a run waits for the conversation of the check k: until it was checked, or could not be several times. A conversation that is
     * removed has no check.
     */
    static final String OPEN =
            """
            (k.checked_at is null or k.checked_at < run.requested_at)
            and not coalesce(k.failed_at >= run.requested_at and k.failures >= 5, false)
            """;

    private final Pool pool;
    private final Clock clock;

    RunRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /**
     * Asks for a check of every conversation as it is now. A run that is under way begins anew, with Twilio's list read again: what it
     * checked before this moment says nothing about now. What it found stays counted.
     */
    Uni<Void> request() {
        return pool.preparedQuery(
                        """
                        insert into reconciliation (requested_at, total) select $1, count(*) from conversation_check
                        on conflict ((finished_at is null)) where finished_at is null
                        do update set requested_at = excluded.requested_at, listed_at = null, total = excluded.total, checked = 0,
                                      failed = 0
                        """)
                .execute(Tuple.of(Times.toDatabase(clock.instant())))
                .replaceWithVoid();
    }

    /** The request for which Twilio's whole list is still to be read, by its time. */
    Uni<Optional<OffsetDateTime>> wantsListing() {
        return pool.query("select requested_at from reconciliation where finished_at is null and listed_at is null")
                .execute()
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(rows.iterator().next().getOffsetDateTime("requested_at")));
    }

    /** Twilio's whole list has been read for that request; one that was made meanwhile wants it again. */
    Uni<Void> listed(OffsetDateTime request) {
        return pool.preparedQuery(
                        "update reconciliation set listed_at = $1 where finished_at is null and requested_at = $2")
                .execute(Tuple.of(Times.toDatabase(clock.instant()), request))
                .replaceWithVoid();
    }

    /** Whether the list of new conversations was last read before that moment; if so, counts it as read now. */
    Uni<Boolean> takeDiscovery(Instant before) {
        return pool.preparedQuery(
                        """
                        update reconciler set discovered_at = $2 where discovered_at is null or discovered_at < $1
                        """)
                .execute(Tuple.of(Times.toDatabase(before), Times.toDatabase(clock.instant())))
                .map(result -> result.rowCount() == 1);
    }

    /** Adds a check's result to the run under way, if there is one. */
    Uni<Void> count(ReconcileReport report) {
        return pool.preparedQuery(
                        """
                        update reconciliation
                           set checked = checked + 1, messages_found = messages_found + $1, events_published = events_published + $2
                         where finished_at is null
                        """)
                .execute(Tuple.of((long) report.messagesFound(), (long) report.eventsPublished()))
                .replaceWithVoid();
    }

    Uni<Void> countFailure() {
        return pool.query("update reconciliation set failed = failed + 1 where finished_at is null")
                .execute()
                .replaceWithVoid();
    }

    /** The run is over when the list was read and it waits for no conversation any more. */
    Uni<Void> finishIfDone() {
        return pool.preparedQuery(
                        """
                        update reconciliation run set finished_at = $1
                         where finished_at is null and listed_at is not null
                           and not exists (select 1 from conversation_check k where\s"""
                                + OPEN + ")")
                .execute(Tuple.of(Times.toDatabase(clock.instant())))
                .replaceWithVoid();
    }

    /** The latest run and who works on it. */
    Uni<ReconcileView> view() {
        return pool.query(
                        """
                        select r.leased_until, (select count(*) from conversation_check k join reconciliation run
                                                   on run.finished_at is null and\s"""
                                + OPEN
                                + """
                               ) as waiting,
                               n.id, n.requested_at, n.finished_at, n.total, n.checked, n.failed, n.messages_found,
                               n.events_published
                          from reconciler r
                          left join lateral (select * from reconciliation order by id desc limit 1) n on true
                        """)
                .execute()
                .map(rows -> view(rows.iterator().next()));
    }

    Uni<Long> waiting() {
        return view().map(ReconcileView::waiting);
    }

    private ReconcileView view(Row row) {
        @Nullable Instant leasedUntil = Times.fromDatabase(row.getOffsetDateTime("leased_until"));
        boolean working = leasedUntil != null && leasedUntil.isAfter(clock.instant());
        return new ReconcileView(
                working,
                row.getLong("waiting"),
                Optional.ofNullable(row.getLong("id")).map(id -> run(row)).orElse(null));
    }

    private static ReconcileView.Run run(Row row) {
        return new ReconcileView.Run(
                Objects.requireNonNull(Times.fromDatabase(row.getOffsetDateTime("requested_at"))),
                Times.fromDatabase(row.getOffsetDateTime("finished_at")),
                row.getLong("total"),
                row.getLong("checked"),
                row.getLong("failed"),
                row.getLong("messages_found"),
                row.getLong("events_published"));
    }
}
