package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.utc;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import org.jboss.logging.Logger;

/** Which destinations are paused: for all instances, across restarts. */
@Singleton
public class DestinationStateRepository {

    private static final Logger LOG = Logger.getLogger(DestinationStateRepository.class);

    private final Pool pool;

    DestinationStateRepository(Pool pool) {
        this.pool = pool;
    }

    /** Nothing more goes out to the destination until somebody resumes it; its deliveries wait. */
    public Uni<Void> pause(String destination, String reason, Instant now) {
        return pool.preparedQuery(
                        """
                        insert into destination_state as s (name, paused_at, reason) values ($1, $2, $3)
                        on conflict (name) do update set paused_at = $2, reason = $3 where s.paused_at is null
                        """)
                .execute(Tuple.of(destination, utc(now), reason))
                .invoke(rows -> {
                    if (rows.rowCount() > 0) {
                        LOG.errorf("destination=%s reason=%s The destination is paused", destination, reason);
                    }
                })
                .replaceWithVoid();
    }

    public Uni<Void> resume(String destination) {
        return pool.preparedQuery("update destination_state set paused_at = null, reason = null where name = $1")
                .execute(Tuple.of(destination))
                .replaceWithVoid();
    }
}
