package travel.baboo.messaging.relay.operation;

import static travel.baboo.messaging.relay.operation.DeliveryRows.instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;

/** The state of destinations over all instances. */
@Singleton
class DestinationRepository {

    private static final String LIST =
            """
            select n.name, n.name = any($1) as configured, s.paused_at, s.reason, s.last_error, s.last_error_at,
                   b.backlog, b.held, b.uncertain, b.oldest,
                   (select count(*) from instance i where i.circuits ->> n.name = 'open') as open,
                   (select count(*) from instance i where i.circuits ->> n.name = 'half-open') as half_open
              from (select unnest($1::text[]) as name union select name from destination_state) n
              left join destination_state s on s.name = n.name
              left join lateral (
                   select count(*) as backlog, min(occurred_at) as oldest, count(*) filter (where state = 'held') as held,
                          count(*) filter (where state = 'unknown') as uncertain
                     from delivery d where d.destination = n.name and d.state in ('waiting', 'held', 'unknown')) b on true
             order by n.name
            """;

    private final Pool pool;

    DestinationRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<List<DestinationView>> list(List<String> configured) {
        return pool.preparedQuery(LIST)
                .execute(Tuple.tuple().addArrayOfString(configured.toArray(String[]::new)))
                .map(rows -> DeliveryRows.list(rows, DestinationRepository::view));
    }

    private static DestinationView view(Row row) {
        String circuit = row.getLong("open") > 0 ? "open" : row.getLong("half_open") > 0 ? "half-open" : "closed";
        return new DestinationView(
                row.getString("name"),
                row.getBoolean("configured"),
                instant(row.getOffsetDateTime("paused_at")),
                row.getString("reason"),
                circuit,
                row.getLong("backlog"),
                row.getLong("held"),
                row.getLong("uncertain"),
                instant(row.getOffsetDateTime("oldest")),
                row.getString("last_error"),
                instant(row.getOffsetDateTime("last_error_at")));
    }
}
