package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.database.Times;

/** Stores which conversations are due for a check, and the results. */
@Singleton
class CheckRepository {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST_PAUSE = Duration.ofHours(1);

    private final Pool pool;
    private final ReconcileConfig config;
    private final Clock clock;

    CheckRepository(Pool pool, ReconcileConfig config, Clock clock) {
        this.pool = pool;
        this.config = config;
        this.clock = clock;
    }

    /**
     * Conversations to check now, of each reason in turn, so that none keeps the others waiting: those with a gap in their messages,
     * those of a requested run, those that have become quiet or have a change of ours that nobody reported, and those not checked for
     * long. The longest waiting of each reason comes first. A conversation whose check failed or was unsettled waits. If the reconciler
     * is disabled, only those of a requested run.
     *
     * <p>A gap counts when a message after it, or the conversation's last event, is older than the settling time. So events that go on
     * do not put its check off.
     */
    Uni<List<String>> due(int limit) {
        Instant now = clock.instant();
        Tuple values = Tuple.of(
                Times.toDatabase(now),
                Times.toDatabase(now.minus(config.settle())),
                Times.toDatabase(now.minus(config.quietAfter())),
                limit,
                config.enabled());
        return pool.preparedQuery(
                        """
                        with run as (select requested_at from reconciliation where finished_at is null)
                        select sid from (
                          select sid, min(urgency) as urgency,
                                 row_number() over (partition by min(urgency) order by min(since), sid) as turn from (
                            (select k.conversation_sid as sid, 0 as urgency, coalesce(k.checked_at, 'epoch') as since
                               from conversation_check k join conversation c on c.sid = k.conversation_sid
                               cross join lateral (
                                   select greatest(
                                       case when k.event_at <= $2 then c.last_message_index end,
                                       (select m.message_index from message m
                                         where m.conversation_sid = c.sid and m.created_at <= $2
                                         order by m.message_index desc limit 1)) as last) settled
                              where $5 and (k.checked_at is null or k.event_at > k.checked_at and k.checked_at <= $2)
                                and (k.hold_until is null or k.hold_until <= $1)
                                and settled.last + 1 >
                                    (select count(*) from message m
                                      where m.conversation_sid = c.sid and m.message_index <= settled.last)
                                    + (select count(*) from absent_message a
                                        where a.conversation_sid = c.sid and a.message_index <= settled.last)
                              order by since limit $4)
                            union all
                            (select k.conversation_sid, 1, coalesce(k.checked_at, 'epoch') from conversation_check k cross join run
                              where\s"""
                                + RunRepository.OPEN
                                + """
                                and (k.hold_until is null or k.hold_until <= $1)
                              order by k.checked_at nulls first limit $4)
                            union all
                            (select conversation_sid, 2, event_at from conversation_check
                              where $5 and (checked_at is null or event_at > checked_at) and event_at <= $3
                                and (hold_until is null or hold_until <= $1)
                              order by event_at limit $4)
                            union all
                            (select k.conversation_sid, 2, o.changed_at
                               from own_change o join conversation_check k on k.conversation_sid = o.conversation_sid
                              where $5 and o.changed_at <= $3 and (k.checked_at is null or o.changed_at > k.checked_at)
                                and (k.hold_until is null or k.hold_until <= $1)
                              order by o.changed_at limit $4)
                            union all
                            (select conversation_sid, 3, check_after from conversation_check
                              where $5 and check_after is not null and check_after <= $1
                                and (hold_until is null or hold_until <= $1)
                              order by check_after limit $4)) due
                          group by sid) turns
                        order by turn, urgency limit $4
                        """)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("sid"))
                        .toList());
    }

    /**
     * Records a check. Events since its start make the conversation due again.
     *
     * @param absent indexes at which Twilio has nothing
     * @param settled false if another check must follow soon
     */
    Uni<Void> done(String sid, Instant start, List<Long> absent, boolean settled) {
        Instant again =
                start.plus(settled ? config.repeatEvery() : config.settle().plusSeconds(1));
        Tuple values = Tuple.tuple()
                .addString(sid)
                .addOffsetDateTime(Times.toDatabase(start))
                .addOffsetDateTime(Times.toDatabase(again))
                .addBoolean(settled);
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        """
                        insert into absent_message (conversation_sid, message_index) select $1, unnest($2::bigint[])
                        on conflict do nothing
                        """)
                .execute(Tuple.of(sid, absent.toArray(Long[]::new)))
                .chain(() -> connection
                        .preparedQuery(
                                """
                                update conversation_check k
                                   set checked_at = case when $4 then $2 else k.checked_at end, failures = 0, missing_since = null,
                                       hold_until = case when not $4 then $3::timestamptz end,
                                       check_after = case when $4 and c.state = 'closed' then null else $3::timestamptz end
                                  from conversation c
                                 where k.conversation_sid = $1 and c.sid = $1
                                """)
                        .execute(values))
                .replaceWithVoid());
    }

    /** Schedules another check after a failure, with back-off. */
    Uni<Void> failed(String sid) {
        return pool.preparedQuery(
                        """
                        update conversation_check
                           set failures = failures + 1, failed_at = $2,
                               hold_until = $2::timestamptz
                                   + least($3::float8 * power(2, least(failures, 20)), $4::float8) * interval '1 second'
                         where conversation_sid = $1
                        """)
                .execute(Tuple.of(sid, Times.toDatabase(clock.instant()), (double) FIRST_PAUSE.toSeconds(), (double)
                        LONGEST_PAUSE.toSeconds()))
                .replaceWithVoid();
    }

    /**
     * Records that Twilio does not have the conversation.
     *
     * @return whether it has been missing long enough to count as removed: a single answer of Twilio's may be wrong
     */
    Uni<Boolean> missing(String sid, Instant now) {
        return pool.preparedQuery(
                        """
                        update conversation_check
                           set missing_since = coalesce(missing_since, $2), hold_until = $3, failures = 0
                         where conversation_sid = $1
                        returning missing_since <= $4 as gone
                        """)
                .execute(Tuple.of(
                        sid,
                        Times.toDatabase(now),
                        Times.toDatabase(now.plus(config.missingFor())),
                        Times.toDatabase(now.minus(config.missingFor()))))
                .map(rows -> rows.size() > 0
                        && Boolean.TRUE.equals(rows.iterator().next().getBoolean("gone")));
    }

    /**
     * Records that Twilio has these conversations: unknown ones get rows and are checked at once, and so are those that were marked as
     * gone.
     */
    Uni<Void> discovered(String serviceSid, List<String> sids) {
        return pool.preparedQuery(
                        """
                        with found as (
                            insert into conversation as c (sid, service_sid, last_activity_at)
                            select sid, $2, 'epoch' from unnest($1::text[]) as sid order by sid
                            on conflict (sid) do update set removed_at = null, removed_by = null, service_sid = excluded.service_sid
                                                      where c.removed_by = 'reconciler'
                            returning sid)
                        insert into conversation_check (conversation_sid, check_after) select sid, $3 from found
                        on conflict (conversation_sid) do update set check_after = excluded.check_after, missing_since = null
                        """)
                .execute(Tuple.of(sids.toArray(String[]::new), serviceSid, Times.toDatabase(clock.instant())))
                .chain(() -> pool.preparedQuery(
                                """
                                insert into conversation_check (conversation_sid, check_after)
                                select sid, $2 from conversation where sid = any($1) and removed_at is null
                                on conflict do nothing
                                """)
                        .execute(Tuple.of(sids.toArray(String[]::new), Times.toDatabase(clock.instant()))))
                .replaceWithVoid();
    }
}
