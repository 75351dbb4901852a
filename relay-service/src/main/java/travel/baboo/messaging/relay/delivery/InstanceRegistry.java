package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.utc;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Uni;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destinations;

/**
 * Says that this instance is alive and how it sees the destinations, and learns how many instances share their rates.
 *
 * <p>An instance that has just come is known to the others after a heartbeat: so long they send more than their share, and the
 * destination's own limit has to tell them.
 */
@Singleton
class InstanceRegistry {

    private static final Logger LOG = Logger.getLogger(InstanceRegistry.class);
    private static final int MISSED_BEATS = 4;

    private final Pool pool;
    private final Vertx vertx;
    private final Clock clock;
    private final Destinations destinations;
    private final Duration heartbeat;
    private final UUID id = UUID.randomUUID();
    private volatile long timer = -1;
    private volatile boolean stopped;

    InstanceRegistry(Pool pool, Vertx vertx, Clock clock, Destinations destinations, RelayConfig config) {
        this.pool = pool;
        this.vertx = vertx;
        this.clock = clock;
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
                .with(done -> {}, failure -> LOG.debugf(failure, "The instance could not sign off"));
    }

    private void beat() {
        Instant now = clock.instant();
        Instant dead = now.minus(heartbeat.multipliedBy(MISSED_BEATS));
        JsonObject circuits = new JsonObject();
        destinations.gates().forEach((name, gate) -> circuits.put(name, gate.circuit()));
        pool.preparedQuery(
                        """
                        insert into instance (id, seen_at, circuits) values ($1, $2, $3)
                        on conflict (id) do update set seen_at = excluded.seen_at, circuits = excluded.circuits
                        """)
                .execute(Tuple.of(id, utc(now), circuits))
                .chain(() -> alive(dead))
                .subscribe()
                .with(
                        this::share,
                        failure -> LOG.warnf("cause=%s The instance could not say that it is alive", failure));
    }

    private Uni<Integer> alive(Instant dead) {
        return pool.preparedQuery("delete from instance where seen_at < $1")
                .execute(Tuple.of(utc(dead)))
                .chain(() -> pool.preparedQuery("select count(*)::int as n from instance")
                        .execute())
                .map(rows -> rows.iterator().next().getInteger("n"));
    }

    private void share(int alive) {
        if (!stopped) {
            destinations.gates().values().forEach(gate -> gate.divideBy(alive));
        }
    }
}
