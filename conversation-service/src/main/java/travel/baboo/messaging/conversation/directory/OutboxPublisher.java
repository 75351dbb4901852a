package travel.baboo.messaging.conversation.directory;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.MutinyEmitter;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.StreamSupport;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/**
 * Sends what lies in the outbox to Kafka and removes it once Kafka has it.
 *
 * <p>One instance at a time does so, under an advisory lock, so that the records of a key keep their order. A crash between
 * sending and removing repeats records; the latest of a key is what counts.
 */
@Singleton
public class OutboxPublisher {

    private static final Logger LOG = Logger.getLogger(OutboxPublisher.class);
    private static final long LOCK = 0x4241_424F_4F31L;
    private static final int BATCH = 200;
    private static final long PERIOD_MILLIS = 500;

    private final Pool pool;
    private final Vertx vertx;
    private final MutinyEmitter<String> emitter;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean wanted = new AtomicBoolean();
    private volatile long timer = -1;

    OutboxPublisher(Pool pool, Vertx vertx, @Channel("conversation-directory") MutinyEmitter<String> emitter) {
        this.pool = pool;
        this.vertx = vertx;
        this.emitter = emitter;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(PERIOD_MILLIS, tick -> wake());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    /** There may be something in the outbox: looks now rather than at the next tick. */
    public void wake() {
        wanted.set(true);
        if (running.compareAndSet(false, true)) {
            wanted.set(false);
            drain().subscribe().with(sent -> finished(sent == BATCH), failure -> {
                LOG.warnf("cause=%s The outbox could not be sent; it is tried again", failure);
                finished(false);
            });
        }
    }

    private void finished(boolean more) {
        running.set(false);
        if (more || wanted.get()) {
            wake();
        }
    }

    private Uni<Integer> drain() {
        return pool.withTransaction(connection -> connection
                .preparedQuery("select pg_try_advisory_xact_lock($1) as mine")
                .execute(Tuple.of(LOCK))
                .chain(rows -> rows.iterator().next().getBoolean("mine")
                        ? sendBatch(connection)
                        : Uni.createFrom().item(0)));
    }

    private Uni<Integer> sendBatch(SqlConnection connection) {
        return connection
                .preparedQuery("select id, record_key, payload from outbox order by id limit $1")
                .execute(Tuple.of(BATCH))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false).toList())
                .chain(rows -> rows.isEmpty()
                        ? Uni.createFrom().item(0)
                        : sendAll(rows).chain(() -> remove(connection, rows)));
    }

    private Uni<Void> sendAll(List<Row> rows) {
        return Multi.createFrom()
                .iterable(rows)
                .onItem()
                .transformToUniAndConcatenate(this::send)
                .collect()
                .last();
    }

    private Uni<Void> send(Row row) {
        OutgoingKafkaRecordMetadata<String> metadata = OutgoingKafkaRecordMetadata.<String>builder()
                .withKey(row.getString("record_key"))
                .build();
        return emitter.sendMessage(Message.of(row.getString("payload")).addMetadata(metadata));
    }

    private static Uni<Integer> remove(SqlConnection connection, List<Row> rows) {
        Long[] ids = rows.stream().map(row -> row.getLong("id")).toArray(Long[]::new);
        return connection
                .preparedQuery("delete from outbox where id = any($1)")
                .execute(Tuple.of((Object) ids))
                .replaceWith(rows.size());
    }
}
