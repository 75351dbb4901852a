package travel.baboo.messaging.conversation.attention.reply;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.attention.away.AwayDecider;
import travel.baboo.messaging.conversation.attention.away.AwayReply;

/**
 * Automatic replies to send. Each is claimed under a lease and completed by its owner. A lost claim causes no second message: the message
 * is sent under an idempotency key of its own.
 */
@Singleton
class AwayReplyRepository {

    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Pool pool;

    AwayReplyRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * A claimed reply.
     *
     * @param attempts including this one
     * @param needed whether the traveler still waits for an answer to the same message, and the reply is not too late
     */
    record Task(String conversationSid, AwayReply reply, int attempts, boolean needed, UUID owner) {

        /** The same at every attempt. */
        String key() {
            return conversationSid + ":" + reply.firstIndex();
        }
    }

    /** Claims up to {@code most} replies that are due. Concurrent instances claim different ones. */
    Uni<List<Task>> claim(int most) {
        UUID owner = UUID.randomUUID();
        return pool.preparedQuery(
                        """
                        update away_reply a set owner = $1, attempts = attempts + 1, due_at = now() + $2 * interval '1 millisecond'
                         where a.conversation_sid = any(array(select conversation_sid from away_reply where due_at <= now()
                                                               order by due_at limit $3 for update skip locked))
                        returning a.conversation_sid, a.first_index, a.body, a.attempts,
                                  a.decided_at > now() - $4 * interval '1 millisecond'
                                  and exists (select from response_clock k
                                               where k.conversation_sid = a.conversation_sid and k.waiting_since is not null
                                                 and k.first_index = a.first_index) as needed
                        """)
                .execute(Tuple.of(
                        owner, (double) LEASE.toMillis(), (long) most, (double) AwayDecider.MAX_DELAY.toMillis()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> task(row, owner))
                        .toList());
    }

    private static Task task(Row row, UUID owner) {
        return new Task(
                row.getString("conversation_sid"),
                new AwayReply(row.getLong("first_index"), row.getString("body")),
                row.getInteger("attempts"),
                row.getBoolean("needed"),
                owner);
    }

    /** Completes the reply: it was sent, or it is not sent any more. */
    Uni<Void> done(Task task) {
        return pool.preparedQuery(
                        """
                        update away_reply set due_at = null, owner = null
                         where conversation_sid = $1 and first_index = $2 and owner = $3
                        """)
                .execute(Tuple.of(task.conversationSid(), task.reply().firstIndex(), task.owner()))
                .replaceWithVoid();
    }

    /** Schedules the next attempt. */
    Uni<Void> later(Task task, Duration pause) {
        return pool.preparedQuery(
                        """
                        update away_reply set due_at = now() + $4 * interval '1 millisecond', owner = null
                         where conversation_sid = $1 and first_index = $2 and owner = $3
                        """)
                .execute(Tuple.of(
                        task.conversationSid(), task.reply().firstIndex(), task.owner(), (double) pause.toMillis()))
                .replaceWithVoid();
    }
}
