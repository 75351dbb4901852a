package travel.baboo.messaging.relay.retention;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.AdHocTransactions;

/**
 * Deletes deliveries whose retention has ended, in small transactions, on the instance that holds the advisory lock.
 *
 * <p>Open deliveries are never deleted. A lane is deleted with its last delivery.
 */
@Singleton
class Retention {

    /** The advisory lock's id, unique in this database. */
    static final long LOCK = 6_700_417L;

    private static final Logger LOG = Logger.getLogger(Retention.class);

    private static final String DELIVERIES =
            """
            delete from delivery where id in (
                   select id from delivery
                    where (state = 'delivered' and finished_at < $1) or (state in ('failed', 'expired', 'canceled') and finished_at < $2)
                    limit $3 for update skip locked)
            """;
    private static final String STATUSES =
            "delete from text_status where provider_sid in (select provider_sid from text_status where updated_at < $1 limit $2)";
    private static final String ORDERS =
            "delete from message_order where conversation_sid in (select conversation_sid from message_order where updated_at < $1 limit $2)";
    private static final String KNOWN =
            "delete from known_event where event_id in (select event_id from known_event where seen_at < $1 limit $2)";

    /** Longer than the four hours in which Event Streams delivers again (twilio.com/docs/events/event-delivery-and-duplication). */
    private static final Duration KNOWN_FOR = Duration.ofHours(5);

    private static final String LANES =
            """
            delete from lane l where (l.destination, l.lane) in (
                   select e.destination, e.lane from lane e
                    where e.ready_at is null and e.lease is null
                      and not exists (select 1 from delivery d where d.lane = e.lane and d.destination = e.destination)
                    limit $1 for update skip locked)
               and not exists (select 1 from delivery d where d.lane = l.lane and d.destination = l.destination)
            """;

    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;
    private final RetentionConfig config;
    private final AtomicBoolean running = new AtomicBoolean();
    private volatile long timer = -1;

    Retention(Pool pool, Vertx vertx, Clock clock, RetentionConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
        this.config = config;
    }

    void start(@Observes StartupEvent event) {
        timer = vertx.setPeriodic(config.every().toMillis(), tick -> begin());
    }

    void stop(@Observes ShutdownEvent event) {
        vertx.cancelTimer(timer);
    }

    private void begin() {
        if (running.compareAndSet(false, true)) {
            run().onTermination()
                    .invoke(() -> running.set(false))
                    .subscribe()
                    .with(
                            deleted -> LOG.debugf("deliveries=%d Old deliveries were deleted", deleted),
                            failure -> LOG.warnf("cause=%s Old deliveries could not be deleted", failure));
        }
    }

    /** Deletes everything whose retention has ended; returns the number of deliveries. */
    Uni<Integer> run() {
        OffsetDateTime delivered = before(config.keepDelivered());
        OffsetDateTime dead = before(config.keepUndelivered());
        return repeat(DELIVERIES, Tuple.of(delivered, dead, config.batch()), 0)
                .call(() -> repeat(STATUSES, Tuple.of(dead, config.batch()), 0))
                .call(() -> repeat(ORDERS, Tuple.of(dead, config.batch()), 0))
                .call(() -> repeat(KNOWN, Tuple.of(before(KNOWN_FOR), config.batch()), 0))
                .call(() -> repeat(LANES, Tuple.of(config.batch()), 0));
    }

    private Uni<Integer> repeat(String sql, Tuple values, int soFar) {
        return AdHocTransactions.inTransaction(pool, connection -> locked(connection)
                        .chain(ours -> ours
                                ? delete(connection, sql, values)
                                : Uni.createFrom().item(0)))
                .chain(count -> count < config.batch()
                        ? Uni.createFrom().item(soFar + count)
                        : repeat(sql, values, soFar + count));
    }

    private static Uni<Boolean> locked(SqlConnection connection) {
        return connection
                .preparedQuery("select pg_try_advisory_xact_lock($1) as ours")
                .execute(Tuple.of(LOCK))
                .map(rows -> rows.iterator().next().getBoolean("ours"));
    }

    private static Uni<Integer> delete(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).map(rows -> rows.rowCount());
    }

    private OffsetDateTime before(Duration kept) {
        return clock.instant().minus(kept).atOffset(ZoneOffset.UTC);
    }
}
