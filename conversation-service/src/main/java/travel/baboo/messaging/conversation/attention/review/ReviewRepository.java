package travel.baboo.messaging.conversation.attention.review;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.attention.AttentionConfig;

/**
 * Claims conversations that are due for review, by PostgreSQL's clock. Timers are rows, so that no timer is lost when an instance restarts
 * or its clock jumps. {@link DecisionRepository} completes a claim.
 */
@Singleton
class ReviewRepository {

    /**
     * Claims the next due conversations in one bounded statement. Concurrent instances claim different ones. A conversation into which the
     * mirror is writing is left for later: its events are not visible yet, and the mirror requests no further review for them.
     *
     * <p>Finds rows by arrays of keys instead of joins, so that a cached plan from a small table stays efficient as the table grows.
     */
    static final String CLAIM =
            """
            with due as (select conversation_sid from attention_review
                          where due_at <= now() and (leased_until is null or leased_until < now())
                          order by due_at limit $3 for update skip locked),
            quiet as (select sid from conversation where sid = any(array(select conversation_sid from due)) for share skip locked),
            gone as (select conversation_sid from due where not exists (select from conversation c where c.sid = due.conversation_sid))
            update attention_review r set owner = $1, leased_until = now() + $2 * interval '1 millisecond'
             where r.conversation_sid = any(array(select sid from quiet union all select conversation_sid from gone))
            returning r.conversation_sid, r.revision, r.dismissed_index, now() as at
            """;

    private static final String DISMISS =
            """
            insert into attention_review as r (conversation_sid, due_at, dismissed_index) values ($1, now(), $2)
            on conflict (conversation_sid) do update
               set due_at = excluded.due_at, revision = r.revision + 1,
                   dismissed_index = greatest(r.dismissed_index, excluded.dismissed_index)
            """;

    private static final String SOON =
            """
            insert into attention_review as r (conversation_sid, due_at) values ($1, now())
            on conflict (conversation_sid) do update set due_at = excluded.due_at, revision = r.revision + 1
            """;

    private final Pool pool;
    private final double leaseMillis;

    ReviewRepository(Pool pool, AttentionConfig config) {
        this.pool = pool;
        this.leaseMillis = config.lease().toMillis();
    }

    /** Claims up to {@code limit} conversations, the one that has been due longest first. */
    Uni<List<Claim>> claim(int limit) {
        UUID owner = UUID.randomUUID();
        return pool.preparedQuery(CLAIM)
                .execute(Tuple.of(owner, leaseMillis, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> claim(row, owner))
                        .toList());
    }

    private static Claim claim(Row row, UUID owner) {
        return new Claim(
                row.getString("conversation_sid"),
                owner,
                row.getLong("revision"),
                row.getLong("dismissed_index"),
                row.getOffsetDateTime("at").toInstant());
    }

    /** The index of the conversation's latest message; empty if it has none. */
    Uni<Optional<Long>> latest(String conversationSid) {
        return pool.preparedQuery("select max(message_index) as latest from message where conversation_sid = $1")
                .execute(Tuple.of(conversationSid))
                .map(rows -> Optional.ofNullable(rows.iterator().next().getLong("latest")));
    }

    /** Records that messages up to this index need no answer, and requests a review. */
    Uni<Void> dismiss(String conversationSid, long index) {
        return pool.preparedQuery(DISMISS)
                .execute(Tuple.of(conversationSid, index))
                .replaceWithVoid();
    }

    /** Requests a review of the conversation. */
    Uni<Void> request(String conversationSid) {
        return pool.preparedQuery(SOON).execute(Tuple.of(conversationSid)).replaceWithVoid();
    }

    /** Schedules the retry of a failed review. The back-off starts at {@code first} and doubles with each failure, up to an hour. */
    Uni<Void> backOff(Claim claim, Duration first) {
        return pool.preparedQuery(
                        """
                        update attention_review
                           set owner = null, leased_until = null, failures = failures + 1,
                               due_at = now() + least($3 * power(2, least(failures, 20)), 3600000) * interval '1 millisecond'
                         where conversation_sid = $1 and owner = $2
                        """)
                .execute(Tuple.of(claim.conversationSid(), claim.owner(), (double) first.toMillis()))
                .replaceWithVoid();
    }
}
