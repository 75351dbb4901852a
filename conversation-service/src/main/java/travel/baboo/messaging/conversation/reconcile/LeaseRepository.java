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

/** Lets one instance at a time reconcile. A lease that is not renewed ends by itself, so a dead instance blocks nobody for long. */
@Singleton
class LeaseRepository {

    /** Much longer than between two renewals. */
    static final Duration LEASE = Duration.ofSeconds(60);

    private final Pool pool;
    private final Clock clock;
    private final UUID me = UUID.randomUUID();

    LeaseRepository(Pool pool, Clock clock) {
        this.pool = pool;
        this.clock = clock;
    }

    /** Takes the lease, or keeps it; tells whether it is ours. */
    Uni<Boolean> take() {
        Instant now = clock.instant();
        return pool.preparedQuery(
                        """
                        update reconciler set owner = $1, leased_until = $3
                         where owner = $1 or leased_until is null or leased_until < $2
                        """)
                .execute(Tuple.of(me, Times.toDatabase(now), Times.toDatabase(now.plus(LEASE))))
                .map(result -> result.rowCount() == 1);
    }

    /** Another instance may go on at once. */
    Uni<Void> release() {
        return pool.preparedQuery("update reconciler set leased_until = null, owner = null where owner = $1")
                .execute(Tuple.of(me))
                .replaceWithVoid();
    }
}
