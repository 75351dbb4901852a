package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.texts;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.times;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The state of each destination: paused or not, and its last error; shared by all instances and kept across restarts. */
@Singleton
public class DestinationStateRepository {

    private static final Logger LOG = Logger.getLogger(DestinationStateRepository.class);

    private static final String RESUME =
            """
            with pause as materialized (
                 select name, paused_at from destination_state where name = $1 and paused_at is not null for update),
            resumed as (
                 update destination_state s set paused_at = null, reason = null, probe_at = null
                   from pause where s.name = pause.name returning s.name),
            moved as (
                 update delivery d set expires_at = d.expires_at + (now() - greatest(pause.paused_at, d.created_at))
                   from pause where d.destination = pause.name and %s)
            select count(*) as resumed from resumed
            """
                    .formatted(LaneOrder.OPEN);

    private final Pool pool;

    DestinationStateRepository(Pool pool) {
        this.pool = pool;
    }

    /** Stores the names, so that a destination's backlog is visible even after it was removed from the settings. */
    Uni<Void> remember(Collection<String> names) {
        return pool.preparedQuery(
                        "insert into destination_state (name) select unnest($1::text[]) order by 1 on conflict do nothing")
                .execute(Tuple.tuple().addArrayOfString(names.toArray(String[]::new)))
                .replaceWithVoid();
    }

    /** Pauses the destination until it is resumed. Its deliveries wait. */
    public Uni<Void> pause(String destination, String reason) {
        return pause(destination, reason, null);
    }

    /** The same, but with periodic probes that resume it when the destination accepts again. */
    Uni<Void> pauseAndProbe(String destination, String reason, Duration every) {
        return pause(destination, reason, every);
    }

    private Uni<Void> pause(String destination, String reason, @Nullable Duration probe) {
        return pool.preparedQuery(
                        """
                        insert into destination_state as s (name, paused_at, reason, probe_at)
                        values ($1, now(), $2, now() + $3::bigint * interval '1 ms')
                        on conflict (name) do update
                            set paused_at = excluded.paused_at, reason = excluded.reason, probe_at = excluded.probe_at
                          where s.paused_at is null
                        """)
                .execute(Tuple.of(destination, reason, probe == null ? null : probe.toMillis()))
                .invoke(rows -> {
                    if (rows.rowCount() > 0) {
                        LOG.errorf("destination=%s reason=%s The destination is paused", destination, reason);
                    }
                })
                .replaceWithVoid();
    }

    /** The destinations to probe now, among the given; each probe goes to one instance. */
    Uni<List<String>> dueProbes(Collection<String> names, Duration every) {
        return pool.preparedQuery(
                        """
                        update destination_state set probe_at = now() + $2 * interval '1 ms'
                         where name = any($1) and paused_at is not null and probe_at <= now() returning name
                        """)
                .execute(Tuple.of(names.toArray(String[]::new), every.toMillis()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(row -> row.getString("name"))
                        .toList());
    }

    /** Resumes the destination. The pause does not count against the TTL of its deliveries. */
    public Uni<Void> resume(String destination) {
        return pool.preparedQuery(RESUME)
                .execute(Tuple.of(destination))
                .invoke(rows -> {
                    if (rows.iterator().next().getLong("resumed") > 0) {
                        LOG.infof("destination=%s The destination is resumed", destination);
                    }
                })
                .replaceWithVoid();
    }

    /** Stores each destination's latest error. */
    Uni<Void> noteErrors(SqlConnection connection, List<Step.Attempted> attempts) {
        Map<String, Step.Attempted> latest = new TreeMap<>();
        attempts.stream()
                .filter(Step.Attempted::isError)
                .forEach(step -> latest.put(step.claim().lane().destination(), step));
        if (latest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Map.Entry<String, Step.Attempted>> rows = List.copyOf(latest.entrySet());
        return connection
                .preparedQuery(
                        """
                        insert into destination_state (name, last_error, last_error_at)
                        select * from unnest($1::text[], $2::text[], $3::timestamptz[])
                        on conflict (name) do update set last_error = excluded.last_error, last_error_at = excluded.last_error_at
                        """)
                .execute(Tuple.tuple()
                        .addArrayOfString(texts(rows, Map.Entry::getKey))
                        .addArrayOfString(
                                texts(rows, row -> row.getValue().decision().reason()))
                        .addArrayOfOffsetDateTime(
                                times(rows, row -> row.getValue().decision().at())))
                .replaceWithVoid();
    }
}
