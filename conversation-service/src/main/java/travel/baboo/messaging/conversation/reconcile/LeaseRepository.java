package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Lets one instance at a time reconcile. Not an entity: the row is only claimed, never loaded.
 *
 * <p>A lease that is not renewed expires, so that a dead instance does not block others for long.
 */
@Singleton
class LeaseRepository {

    /** Much longer than the time between renewals. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private final Pool pool;
    private final Clock clock;
    private final UUID me = UUID.randomUUID();

    LeaseRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Claims or renews the lease; returns whether it is ours. */
    Uni<Boolean> take() {
        return pool.preparedQuery(
                        """
                        update reconciler set owner = $1, leased_until = now() + $2 * interval '1 millisecond'
                         where owner = $1 or leased_until is null or leased_until < now()
                        """)
                .execute(Tuple.of(me, (double) LEASE.toMillis()))
                .map(result -> result.rowCount() == 1);
    }

    /** Whether an instance is working. */
    Uni<Boolean> isTaken() {
        return pool.query("select coalesce(leased_until > now(), false) as taken from reconciler")
                .execute()
                .map(rows -> rows.iterator().next().getBoolean("taken"));
    }

    /** Whether the list of new conversations was last read before the given time; if so, marks it as read now. */
    Uni<Boolean> takeDiscovery(Instant before) {
        return pool.preparedQuery(
                        "update reconciler set discovered_at = $2 where discovered_at is null or discovered_at < $1")
                .execute(Tuple.of(Times.toDatabase(before), Times.toDatabase(clock.instant())))
                .map(result -> result.rowCount() == 1);
    }

    /** Releases the lease. */
    Uni<Void> release() {
        return pool.preparedQuery("update reconciler set leased_until = null, owner = null where owner = $1")
                .execute(Tuple.of(me))
                .replaceWithVoid();
    }
}
