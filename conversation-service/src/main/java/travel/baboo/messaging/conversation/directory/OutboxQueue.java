package travel.baboo.messaging.conversation.directory;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.work.InTurn;
import travel.baboo.messaging.conversation.work.Passes;

/**
 * A table of records that wait to be published: publishes them in order and deletes those that Kafka has acknowledged.
 *
 * <p>One instance at a time, under a lease, so that records of a key keep their order; no connection is held while it waits for
 * Kafka. A crash between publishing and deleting repeats records.
 */
public final class OutboxQueue {

    private static final Logger LOG = Logger.getLogger(OutboxQueue.class);
    /** Longer than Kafka's client tries to send one batch. */
    private static final Duration LEASE = Duration.ofMinutes(5);

    private static final Duration LONGEST_BATCH = Duration.ofMinutes(2);

    private static final int BATCH = 200;

    private final Pool pool;
    private final String table;
    private final Function<Item, Uni<Void>> send;
    private final UUID owner = UUID.randomUUID();
    private final Passes passes = new Passes(
            () -> drain().map(sent -> sent == BATCH),
            failure -> LOG.warnf("cause=%s The outbox could not be published; retrying", failure));

    /**
     * @param table with the columns {@code id}, {@code record_key} and {@code payload}; the table of its lease is called after it
     * @param send completes when Kafka has the record
     */
    public OutboxQueue(Pool pool, String table, Function<Item, Uni<Void>> send) {
        this.pool = pool;
        this.table = table;
        this.send = send;
    }

    /**
     * A record.
     *
     * @param payload null for a tombstone
     */
    public record Item(long id, String key, @Nullable String payload) {}

    /** Publishes what there is, and completes with that. */
    public Uni<Void> run() {
        return passes.run();
    }

    /** Publishes now what there is. */
    public void wake() {
        passes.wake();
    }

    /** Begins nothing more. */
    public void stop() {
        passes.stop();
    }

    private Uni<Integer> drain() {
        return read().chain(entries -> entries.isEmpty()
                ? Uni.createFrom().item(0)
                : claim().chain(mine -> mine
                        ? read().chain(this::sendBatch).eventually(this::release)
                        : Uni.createFrom().item(0)));
    }

    private Uni<Boolean> claim() {
        return pool.preparedQuery(
                        """
                        update %s_lease set owner = $1, leased_until = now() + $2 * interval '1 millisecond'
                         where owner = $1 or leased_until < now()
                        """
                                .formatted(table))
                .execute(Tuple.of(owner, (double) LEASE.toMillis()))
                .map(result -> result.rowCount() == 1);
    }

    private Uni<Void> release() {
        return pool.preparedQuery("update %s_lease set leased_until = '-infinity' where owner = $1".formatted(table))
                .execute(Tuple.of(owner))
                .replaceWithVoid();
    }

    private Uni<List<Item>> read() {
        return pool.preparedQuery("select id, record_key, payload from %s order by id limit $1".formatted(table))
                .execute(Tuple.of(BATCH))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(OutboxQueue::entry)
                        .toList());
    }

    private static Item entry(Row row) {
        return new Item(row.getLong("id"), row.getString("record_key"), row.getString("payload"));
    }

    private Uni<Integer> sendBatch(List<Item> entries) {
        long start = System.nanoTime();
        return InTurn.each(entries, entry -> send(entry, start)).chain(() -> remove(entries));
    }

    /** No record is sent so late that, after the lease ends, another instance could have published a newer one before it. */
    private Uni<Void> send(Item entry, long start) {
        return System.nanoTime() - start > LONGEST_BATCH.toNanos()
                ? Uni.createFrom().failure(new IllegalStateException("Kafka is too slow for the lease"))
                : send.apply(entry)
                        .onFailure(RecordTooLargeException.class)
                        .recoverWithUni(tooLarge -> leaveOut(entry));
    }

    /** Kafka never accepts such a record. Retrying it would block all later ones. */
    private Uni<Void> leaveOut(Item entry) {
        String payload = entry.payload() == null ? "" : entry.payload();
        LOG.errorf(
                "conversationSid=%s bytes=%d A record is too large for Kafka and was left out of its topic",
                entry.key(), payload.getBytes(StandardCharsets.UTF_8).length);
        return Uni.createFrom().voidItem();
    }

    private Uni<Integer> remove(List<Item> entries) {
        Long[] ids = entries.stream().map(Item::id).toArray(Long[]::new);
        return pool.preparedQuery("delete from %s where id = any($1)".formatted(table))
                .execute(Tuple.of((Object) ids))
                .replaceWith(entries.size());
    }
}
