package travel.baboo.messaging.relay.delivery;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.UUID;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destinations;

/**
 * Reports that this instance is alive and how it sees the destinations, and counts the instances that share their rates. Uses the database's
 * clock only.
 *
 * <p>A new instance becomes known to the others after a heartbeat; until then they exceed their share, and the
 * destination's own limit throttles them.
 */
@Singleton
class InstanceRegistry {

    private static final Logger LOG = Logger.getLogger(InstanceRegistry.class);
    private static final int MISSED_BEATS = 4;

    private final Pool pool;
    private final Vertx vertx;
    private final Destinations destinations;
    private final Duration heartbeat;
    private final UUID id = UUID.randomUUID();
    private volatile long timer = -1;
    private volatile boolean stopped;

    InstanceRegistry(Pool pool, Vertx vertx, Destinations destinations, RelayConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.destinations = destinations;
        this.heartbeat = config.lanes().heartbeat();
    }

    void start(@Observes StartupEvent event) {
        beat();
        timer = vertx.setPeriodic(heartbeat.toMillis(), tick -> beat());
    }

    void stop(@Observes ShutdownEvent event) {
        stopped = true;
        vertx.cancelTimer(timer);
        pool.preparedQuery("delete from instance where id = $1")
                .execute(Tuple.of(id))
                .subscribe()
                .with(done -> {}, failure -> LOG.debugf(failure, "The instance could not deregister"));
    }

    private void beat() {
        JsonObject circuits = new JsonObject();
        destinations.throttles().forEach((name, throttle) -> circuits.put(name, throttle.circuit()));
        pool.preparedQuery(
                        """
                        insert into instance (id, seen_at, circuits) values ($1, now(), $2)
                        on conflict (id) do update set seen_at = excluded.seen_at, circuits = excluded.circuits
                        """)
                .execute(Tuple.of(id, circuits))
                .chain(this::alive)
                .subscribe()
                .with(this::share, failure -> LOG.warnf("cause=%s The instance's heartbeat failed", failure));
    }

    private Uni<Integer> alive() {
        return pool.preparedQuery("delete from instance where seen_at < now() - $1 * interval '1 ms'")
                .execute(Tuple.of(heartbeat.multipliedBy(MISSED_BEATS).toMillis()))
                .chain(() -> pool.preparedQuery("select count(*)::int as n from instance")
                        .execute())
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    private void share(int alive) {
        if (!stopped) {
            destinations.throttles().values().forEach(throttle -> throttle.divideBy(alive));
        }
    }
}
