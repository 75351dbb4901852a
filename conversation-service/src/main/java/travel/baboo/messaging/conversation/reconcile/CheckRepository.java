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

/** Knows which conversations are due for a check, and what became of the checks. */
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
     * Conversations to check now: first those whose messages have a gap, then those asked for, those that have become quiet,
     * and those that were not looked at for long. A conversation whose check failed or found something too new waits.
     * When the reconciler is not to work by itself, only those asked for.
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
                        select sid from (
                            (select c.sid, 0 as urgency, c.event_at as since from conversation c
                              where $5 and c.removed_at is null and (c.checked_at is null or c.event_at > c.checked_at)
                                and c.event_at <= $2 and c.last_message_index is not null
                                and (c.check_failures = 0 or c.check_after <= $1)
                                and c.last_message_index + 1 >
                                    (select count(*) from message m where m.conversation_sid = c.sid)
                                    + (select count(*) from absent_message a where a.conversation_sid = c.sid)
                              order by c.event_at limit $4)
                            union all
                            (select sid, 1, check_requested_at from conversation
                              where check_requested_at is not null
                                and (check_after <= $1 or check_failures = 0
                                                          and (checked_at is null or checked_at < check_requested_at))
                              order by check_requested_at limit $4)
                            union all
                            (select sid, 2, event_at from conversation
                              where $5 and removed_at is null and (checked_at is null or event_at > checked_at) and event_at <= $3
                                and (check_failures = 0 or check_after <= $1)
                              order by event_at limit $4)
                            union all
                            (select sid, 3, check_after from conversation
                              where $5 and removed_at is null and check_after is not null and check_after <= $1
                              order by check_after limit $4)) due
                        group by sid order by min(urgency), min(since) limit $4
                        """)
                .execute(values)
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("sid"))
                        .toList());
    }

    /**
     * A check has been done. What happened since its start makes the conversation due again.
     *
     * @param absent indexes at which Twilio has nothing
     * @param settled false when another check must follow soon
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
                                update conversation
                                   set checked_at = $2, check_failures = 0,
                                       check_after = case when $4 and state = 'closed' then null else $3::timestamptz end,
                                       check_requested_at = case when not $4 or check_requested_at > $2 then check_requested_at end
                                 where sid = $1
                                """)
                        .execute(values))
                .replaceWithVoid());
    }

    /** A check could not be done: another follows later, and later still each time. */
    Uni<Void> failed(String sid) {
        return pool.preparedQuery(
                        """
                        update conversation
                           set check_failures = check_failures + 1,
                               check_after = $2::timestamptz
                                   + least($3::float8 * power(2, least(check_failures, 20)), $4::float8) * interval '1 second'
                         where sid = $1
                        """)
                .execute(Tuple.of(sid, Times.toDatabase(clock.instant()), (double) FIRST_PAUSE.toSeconds(), (double)
                        LONGEST_PAUSE.toSeconds()))
                .replaceWithVoid();
    }

    /** Makes rows for conversations that no event told of and lets them be checked at once. */
    Uni<Void> discovered(String serviceSid, List<String> sids) {
        return pool.preparedQuery(
                        """
                        insert into conversation (sid, service_sid, last_activity_at, check_requested_at)
                        select sid, $2, 'epoch', $3 from unnest($1::text[]) as sid order by sid
                        on conflict do nothing
                        """)
                .execute(Tuple.of(sids.toArray(String[]::new), serviceSid, Times.toDatabase(clock.instant())))
                .replaceWithVoid();
    }
}
