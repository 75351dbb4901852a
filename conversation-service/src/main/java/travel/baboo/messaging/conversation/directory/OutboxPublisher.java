package travel.baboo.messaging.conversation.directory;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.Record;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.jboss.logging.Logger;
import travel.baboo.messaging.conversation.work.InTurn;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * Publishes the outbox to Kafka and deletes records that Kafka has acknowledged.
 *
 * <p>One instance at a time, under a lease, so that records of a key keep their order; no connection is held while it waits for
 * Kafka. A crash between publishing and deleting repeats records; consumers use the one with the highest version.
 */
@Singleton
public class OutboxPublisher {

    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
    /** Longer than Kafka's client tries to send one batch. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration LONGEST_BATCH = Duration.ofMinutes(2);

    private static final int BATCH = 200;

    private final Pool pool;
    private final MutinyEmitter<Record<String, String>> emitter;
    private final UUID owner = UUID.randomUUID();
    private final Passes passes = new Passes(
            () -> drain().map(sent -> sent == BATCH),
            failure -> LOG.warnf("cause=%s The outbox could not be published; retrying", failure));

    OutboxPublisher(Pool pool, @Channel("conversation-directory") MutinyEmitter<Record<String, String>> emitter) {
        this.pool = pool;
        this.emitter = emitter;
    }

    @Scheduled(every = "1s", concurrentExecution = ConcurrentExecution.SKIP)
    Uni<Void> look() {
        return passes.run();
    }

    void stop(@Observes ShutdownEvent event) {
        passes.stop();
    }

    /** Wakes the publisher before its next tick. */
    public void wake() {
        passes.wake();
    }

    private Uni<Integer> drain() {
        return read().chain(rows -> rows.isEmpty()
                ? Uni.createFrom().item(0)
                : claim().chain(mine -> mine
                        ? read().chain(this::sendBatch).eventually(this::release)
                        : Uni.createFrom().item(0)));
    }

    private Uni<Boolean> claim() {
        return pool.preparedQuery(
                        """
                        update outbox_lease set owner = $1, leased_until = now() + $2 * interval '1 millisecond'
                         where owner = $1 or leased_until < now()
                        """)
                .execute(Tuple.of(owner, (double) LEASE.toMillis()))
                .map(result -> result.rowCount() == 1);
    }

    private Uni<Void> release() {
        return pool.preparedQuery("update outbox_lease set leased_until = '-infinity' where owner = $1")
                .execute(Tuple.of(owner))
                .replaceWithVoid();
    }

    private Uni<List<Row>> read() {
        return pool.preparedQuery("select id, record_key, payload from outbox order by id limit $1")
                .execute(Tuple.of(BATCH))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList());
    }

    private Uni<Integer> sendBatch(List<Row> rows) {
        long start = System.nanoTime();
        return InTurn.each(rows, row -> send(row, start)).chain(() -> remove(rows));
    }

    /** No record is sent so late that, after the lease ends, another instance could have published a newer one before it. */
    private Uni<Void> send(Row row, long start) {
        return System.nanoTime() - start > LONGEST_BATCH.toNanos()
                ? Uni.createFrom().failure(new IllegalStateException("Kafka is too slow for the lease"))
                : emitter.send(Record.of(row.getString("record_key"), row.getString("payload")));
    }

    private Uni<Integer> remove(List<Row> rows) {
        Long[] ids = rows.stream().map(row -> row.getLong("id")).toArray(Long[]::new);
        return pool.preparedQuery("delete from outbox where id = any($1)")
                .execute(Tuple.of((Object) ids))
                .replaceWith(rows.size());
    }
}
