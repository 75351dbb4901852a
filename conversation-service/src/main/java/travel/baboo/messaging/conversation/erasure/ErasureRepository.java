package travel.baboo.messaging.conversation.erasure;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import travel.baboo.messaging.conversation.database.Times;
import travel.baboo.messaging.conversation.erasure.Subject.Kind;

/** Stores erasures: the subject until the erasure is complete, then only the receipt. */
@Singleton
class ErasureRepository {

    private static final Duration LEASE = Duration.ofMinutes(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(15);

    private final Pool pool;
    private final Clock clock;

    ErasureRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** An erasure that this instance has claimed. */
    record Task(UUID id, Subject subject, UUID owner, int attempts) {}

    Uni<UUID> request(Subject subject, String by) {
        UUID id = UUID.randomUUID();
        return pool.preparedQuery(
                        "insert into erasure (id, kind, subject, requested_by, requested_at) values ($1, $2, $3, $4, $5)")
                .execute(Tuple.of(id, subject.kind().text(), subject.value(), by, Times.toDatabase(clock.instant())))
                .replaceWith(id);
    }

    Uni<Optional<ErasureView>> find(UUID id) {
        return pool.preparedQuery("select * from erasure where id = $1")
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(view(rows.iterator().next())));
    }

    /** Claims an unfinished erasure without a claim; empty if there is none. */
    Uni<Optional<Task>> claim() {
        UUID owner = UUID.randomUUID();
        return pool.preparedQuery(
                        """
                        update erasure set owner = $1, leased_until = now() + $2 * interval '1 millisecond', attempts = attempts + 1
                         where id = (select id from erasure where finished_at is null and (leased_until is null or leased_until < now())
                                      order by requested_at limit 1 for update skip locked)
                        returning id, kind, subject, attempts
                        """)
                .execute(Tuple.of(owner, (double) LEASE.toMillis()))
                .map(rows -> task(rows, owner));
    }

    private static Optional<Task> task(RowSet<Row> rows, UUID owner) {
        if (rows.size() == 0) {
            return Optional.empty();
        }
        Row row = rows.iterator().next();
        Subject subject = new Subject(Kind.of(row.getString("kind")), row.getString("subject"));
        return Optional.of(new Task(row.getUUID("id"), subject, owner, row.getInteger("attempts")));
    }

    /** Records progress and renews the claim. Fails when another instance has claimed it since. */
    Uni<Void> progress(Task task, int conversations, int memberships, int messages, int users, long rows) {
        return pool.preparedQuery(
                        """
                        update erasure set conversations = conversations + $3, memberships = memberships + $4, messages = messages + $5,
                                           users = users + $6, rows_here = rows_here + $7,
                                           leased_until = now() + $8 * interval '1 millisecond'
                         where id = $1 and owner = $2
                        """)
                .execute(Tuple.tuple()
                        .addUUID(task.id())
                        .addUUID(task.owner())
                        .addInteger(conversations)
                        .addInteger(memberships)
                        .addInteger(messages)
                        .addInteger(users)
                        .addLong(rows)
                        .addDouble((double) LEASE.toMillis()))
                .invoke(result -> {
                    if (result.rowCount() == 0) {
                        throw new IllegalStateException("another instance erases now");
                    }
                })
                .replaceWithVoid();
    }

    /** Completes the erasure and deletes its subject. */
    Uni<Void> finish(Task task) {
        return pool.preparedQuery(
                        """
                        update erasure set finished_at = $3, subject = null, owner = null, leased_until = null, failure = null
                         where id = $1 and owner = $2
                        """)
                .execute(Tuple.of(task.id(), task.owner(), Times.toDatabase(clock.instant())))
                .replaceWithVoid();
    }

    /** Schedules the next attempt, with back-off. */
    Uni<Void> later(Task task, String failure) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(task.attempts() - 1, 10));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
        return pool.preparedQuery(
                        """
                        update erasure set failure = $3, owner = null, leased_until = now() + $4 * interval '1 millisecond'
                         where id = $1 and owner = $2
                        """)
                .execute(Tuple.of(task.id(), task.owner(), failure, (double) bounded.toMillis()))
                .replaceWithVoid();
    }

    private static ErasureView view(Row row) {
        return new ErasureView(
                row.getUUID("id").toString(),
                row.getString("kind"),
                row.getOffsetDateTime("finished_at") == null ? "working" : "finished",
                Objects.requireNonNull(Times.fromDatabase(row.getOffsetDateTime("requested_at"))),
                Times.fromDatabase(row.getOffsetDateTime("finished_at")),
                row.getInteger("conversations"),
                row.getInteger("memberships"),
                row.getInteger("messages"),
                row.getInteger("users"),
                row.getLong("rows_here"),
                row.getInteger("attempts"),
                row.getString("failure"));
    }
}
