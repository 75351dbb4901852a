package travel.baboo.messaging.relay.operation;

import static travel.baboo.messaging.relay.operation.DeliveryRows.instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;

/** The state of destinations over all instances. */
@Singleton
class DestinationRepository {

    private static final String LIST =
            """
            select n.name, n.name = any($1) as configured, s.paused_at, s.reason, s.probe_at, s.last_error, s.last_error_at,
                   b.backlog, b.held, b.uncertain, b.oldest, coalesce(r.delivered, 0) as delivered, coalesce(r.unsuccessful, 0) as unsuccessful,
                   (select count(*) from instance i where i.circuits ->> n.name = 'open') as open,
                   (select count(*) from instance i where i.circuits ->> n.name = 'half-open') as half_open
              from (select unnest($1::text[]) as name union select name from destination_state) n
              left join destination_state s on s.name = n.name
              left join lateral (
                   select count(*) as backlog, min(occurred_at) as oldest, count(*) filter (where state = 'held') as held,
                          count(*) filter (where state = 'unknown') as uncertain
                     from delivery d where d.destination = n.name and d.state in ('waiting', 'held', 'unknown')) b on true
              left join (
                   select destination, count(*) filter (where state = 'delivered') as delivered,
                          count(*) filter (where state in ('failed', 'expired')) as unsuccessful
                     from delivery where finished_at > now() - interval '1 minute' group by destination) r on r.destination = n.name
             order by n.name
            """;

    private final Pool pool;

    private final Destinations destinations;

    DestinationRepository(Pool pool, Destinations destinations) {
        this.pool = pool;
        this.destinations = destinations;
    }

    Uni<List<DestinationView>> list() {
        String[] configured = destinations.all().stream().map(Destination::name).toArray(String[]::new);
        return pool.preparedQuery(LIST)
                .execute(Tuple.tuple().addArrayOfString(configured))
                .map(rows -> DeliveryRows.list(rows, this::view));
    }

    private DestinationView view(Row row) {
        String circuit = row.getLong("open") > 0 ? "open" : row.getLong("half_open") > 0 ? "half-open" : "closed";
        return new DestinationView(
                row.getString("name"),
                row.getBoolean("configured"),
                destinations
                        .find(row.getString("name"))
                        .map(destination -> destination.channel().type())
                        .orElse(null),
                instant(row.getOffsetDateTime("paused_at")),
                row.getString("reason"),
                instant(row.getOffsetDateTime("probe_at")),
                circuit,
                row.getLong("backlog"),
                row.getLong("held"),
                row.getLong("uncertain"),
                instant(row.getOffsetDateTime("oldest")),
                row.getLong("delivered"),
                row.getLong("unsuccessful"),
                row.getString("last_error"),
                instant(row.getOffsetDateTime("last_error_at")));
    }
}
