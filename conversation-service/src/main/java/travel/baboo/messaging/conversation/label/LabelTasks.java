package travel.baboo.messaging.conversation.label;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.StreamSupport;

/** Labels to write at Twilio. Each task is claimed under a lease, executed, and completed by its owner. */
@Singleton
class LabelTasks {

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);

    private final Pool pool;

    LabelTasks(Pool pool) {
        this.pool = pool;
    }

    /**
     * The label of one message.
     *
     * @param attempts including this one
     */
    record Task(String messageSid, String conversationSid, int attempts, UUID owner) {}

    /** Finds rows by an array of keys instead of a join: a cached plan from a small table would scan the whole table. */
    Uni<List<Task>> claim(int most) {
        UUID owner = UUID.randomUUID();
        return pool.preparedQuery(
                        """
                        update label_task set owner = $1, attempts = attempts + 1, due_at = now() + $2 * interval '1 millisecond'
                         where message_sid = any(array(select message_sid from label_task where due_at <= now()
                                                        order by due_at limit $3 for update skip locked))
                        returning message_sid, conversation_sid, attempts
                        """)
                .execute(Tuple.of(owner, (double) LEASE.toMillis(), (long) most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Task(
                                row.getString("message_sid"),
                                row.getString("conversation_sid"),
                                row.getInteger("attempts"),
                                owner))
                        .toList());
    }

    /** The current facts of the message; empty if it is gone. */
    Uni<Optional<LabelFacts>> facts(Task task) {
        return pool.preparedQuery(
                        "select " + LabelFacts.COLUMNS + ", i.content as inquiry from message m "
                                + LabelFacts.JOINS
                                + """
                         join conversation c on c.sid = m.conversation_sid
                         left join inquiry i on i.id = c.inquiry_id
                        where m.sid = $1 and m.removed_at is null and c.removed_at is null
                        """)
                .execute(Tuple.of(task.messageSid()))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(LabelFacts.of(rows.iterator().next())));
    }

    /** Records the written attributes in the mirror, so that the message does not look edited. */
    Uni<Void> written(Task task, String attributes) {
        return pool.preparedQuery(
                        """
                        with done as (delete from label_task where message_sid = $1 and owner = $2)
                        update message set attributes = $3, label_writes = label_writes + 1 where sid = $1 and removed_at is null
                        """)
                .execute(Tuple.of(task.messageSid(), task.owner(), attributes.replace("\u0000", "")))
                .replaceWithVoid();
    }

    /** Completes the task. */
    Uni<Void> done(Task task) {
        return pool.preparedQuery("delete from label_task where message_sid = $1 and owner = $2")
                .execute(Tuple.of(task.messageSid(), task.owner()))
                .replaceWithVoid();
    }

    /** Schedules the next attempt, with back-off. */
    Uni<Void> later(Task task) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(task.attempts() - 1, 10));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return pool.preparedQuery(
                        """
                        update label_task set due_at = now() + $3 * interval '1 millisecond' where message_sid = $1 and owner = $2
                        """)
                .execute(Tuple.of(task.messageSid(), task.owner(), (double) bounded.toMillis()))
                .replaceWithVoid();
    }
}
