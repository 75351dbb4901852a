package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.texts;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.times;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.utc;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jboss.logging.Logger;

/** What is known of destinations as a whole: whether they are paused and their last error, for all instances, across restarts. */
@Singleton
public class DestinationStateRepository {

    private static final Logger LOG = Logger.getLogger(DestinationStateRepository.class);

    private final Pool pool;

    DestinationStateRepository(Pool pool) {
        this.pool = pool;
    }

    /** Keeps the names, so that a destination's backlog is seen even when the settings no longer name it. */
    Uni<Void> remember(Collection<String> names) {
        return pool.preparedQuery(
                        "insert into destination_state (name) select unnest($1::text[]) order by 1 on conflict do nothing")
                .execute(Tuple.tuple().addArrayOfString(names.toArray(String[]::new)))
                .replaceWithVoid();
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

    /** Keeps each destination's latest error. */
    Uni<Void> noteErrors(SqlConnection connection, List<Step> attempts) {
        Map<String, Step> latest = new TreeMap<>();
        attempts.stream()
                .filter(Step::isError)
                .forEach(step -> latest.put(step.claim().lane().destination(), step));
        if (latest.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        List<Map.Entry<String, Step>> rows = List.copyOf(latest.entrySet());
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
                                texts(rows, row -> row.getValue().outcome().reason()))
                        .addArrayOfOffsetDateTime(
                                times(rows, row -> row.getValue().at())))
                .replaceWithVoid();
    }
}
