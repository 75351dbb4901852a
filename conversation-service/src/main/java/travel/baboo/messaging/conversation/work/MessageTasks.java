package travel.baboo.messaging.conversation.work;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.failure.PassingFailures;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.twilio.TwilioErrorKind;
import travel.baboo.messaging.common.twilio.TwilioException;

/**
 * Messages to work on, one row each in a table of tasks. Each task is claimed under a lease and completed by its owner.
 *
 * <p>A task that fails is retried with back-off: after a passing failure without end, after any other until its tenth attempt, about half an
 * hour after the first. Whatever is not repaired by then needs an operator, and the task is given up: its row stays, due at
 * {@code infinity}, until an event about its message, or an operator, makes it due.
 */
public abstract class MessageTasks {

    /** Counter: tasks about messages that were given up; tag {@code table}: {@code contact_detail_task}, {@code label_task}. */
    public static final String FAILED = "baboo.message.tasks.failed";

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(10);
    private static final int MAX_ATTEMPTS = 10;

    private final Pool pool;
    private final String claim;
    private final String done;
    private final String later;
    private final Counter failed;

    /**
     * Prepares the statements.
     *
     * @param table a constant, never input: it becomes part of the statements
     */
    protected MessageTasks(Pool pool, MeterRegistry meters, String table) {
        this.pool = pool;
        // An array of keys instead of a join: a cached plan from a small table would scan the whole table.
        this.claim =
                """
                update %1$s set owner = $1, attempts = attempts + 1, due_at = now() + $2 * interval '1 millisecond'
                 where message_sid = any(array(select message_sid from %1$s where due_at <= now()
                                                order by due_at limit $3 for update skip locked))
                returning message_sid, conversation_sid, attempts
                """
                        .formatted(table);
        this.done = "delete from %s where message_sid = $1 and owner = $2".formatted(table);
        this.later =
                """
                update %s set owner = null, due_at = coalesce(now() + $3::float8 * interval '1 millisecond', 'infinity')
                 where message_sid = $1 and owner = $2
                """
                        .formatted(table);
        this.failed = meters.counter(FAILED, "table", table);
    }

    /**
     * A claimed task.
     *
     * @param attempts including this one
     */
    public record Task(String messageSid, String conversationSid, int attempts, UUID owner) {}

    /** Claims up to {@code most} tasks that are due. Concurrent instances claim different ones. */
    public Uni<List<Task>> claim(int most) {
        UUID owner = UUID.randomUUID();
        return pool.preparedQuery(claim)
                .execute(Tuple.of(owner, (double) LEASE.toMillis(), (long) most))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> new Task(
                                row.getString("message_sid"),
                                row.getString("conversation_sid"),
                                row.getInteger("attempts"),
                                owner))
                        .toList());
    }

    /** Completes the task. */
    public Uni<Void> done(Task task) {
        return done(pool, task).replaceWithVoid();
    }

    /** Completes the task in a transaction. Emits false if the claim was lost. */
    public Uni<Boolean> done(SqlClient connection, Task task) {
        return connection
                .preparedQuery(done)
                .execute(Tuple.of(task.messageSid(), task.owner()))
                .map(deleted -> deleted.rowCount() > 0);
    }

    /** Schedules the next attempt, or gives the task up. Emits whether it was given up. */
    public Uni<Boolean> failed(Task task, Throwable failure) {
        Duration pause = isPassing(failure) || task.attempts() < MAX_ATTEMPTS ? pause(task.attempts()) : null;
        return pool.preparedQuery(later)
                .execute(Tuple.of(task.messageSid(), task.owner(), millis(pause)))
                .map(updated -> pause == null && updated.rowCount() > 0)
                .invoke(givenUp -> failed.increment(givenUp ? 1 : 0));
    }

    private static Duration pause(int attempts) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(attempts - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    private static @Nullable Double millis(@Nullable Duration pause) {
        return pause == null ? null : (double) pause.toMillis();
    }

    /** Of PostgreSQL, of Twilio, or of the guard in front of Twilio. */
    private static boolean isPassing(Throwable failure) {
        return PassingFailures.isPassing(failure)
                || (failure instanceof TwilioException refusal
                        && refusal.kind().repeat() != TwilioErrorKind.Repeat.NEVER)
                || (failure instanceof ProblemException problem
                        && problem.retryAfter().isPresent());
    }
}
