package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;

/** Lets one instance at a time reconcile. A lease that is not renewed ends by itself, so a dead instance blocks nobody for long. */
@Singleton
class LeaseRepository {

    /** Much longer than between two renewals. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private final Pool pool;
    private final UUID me = UUID.randomUUID();

    LeaseRepository(Pool pool) {
        this.pool = pool;
    }

    /** Claims the lease, or renews it; tells whether it is ours. */
    Uni<Boolean> take() {
        return pool.preparedQuery(
                        """
                        update reconciler set owner = $1, leased_until = now() + $2 * interval '1 millisecond'
                         where owner = $1 or leased_until is null or leased_until < now()
                        """)
                .execute(Tuple.of(me, (double) LEASE.toMillis()))
                .map(result -> result.rowCount() == 1);
    }

    /** Another instance may go on at once. */
    Uni<Void> release() {
        return pool.preparedQuery("update reconciler set leased_until = null, owner = null where owner = $1")
                .execute(Tuple.of(me))
                .replaceWithVoid();
    }
}
