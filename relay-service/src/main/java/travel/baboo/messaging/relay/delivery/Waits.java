package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.LaneRepository.instant;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destinations;

/** Finds out why an open delivery waits. */
@Singleton
public class Waits {

    private static final String FIND =
            """
            select w.id, w.destination, w.state, w.created_at, w.next_attempt_at, w.decide_at, s.paused_at, s.probe_at, h.id as first,
                   now() as now, coalesce(l.lease is not null and l.leased_until > now(), false) as leased,
                   exists (select 1 from instance i where i.circuits ->> w.destination = 'open') as circuit_open,
                   m.awaited_since, lower(m.missing) as missing_index
              from delivery w
              left join destination_state s on s.name = w.destination
              left join lane l on l.destination = w.destination and l.lane = w.lane
              left join lateral (
                   select d.id from delivery d
                    where d.destination = w.destination and d.lane = w.lane and %s
                    order by %s limit 1) h on true
              left join lateral (
                   select o.awaited_since, o.awaited * int8multirange(int8range(0, w.message_index)) as missing
                     from message_order o
                    where w.gap and o.conversation_sid = w.lane and o.awaited && int8range(0, w.message_index)) m on true
             where w.id = $1 and w.state in ('waiting', 'held', 'unknown')
            """
                    .formatted(LaneOrder.OPEN, LaneOrder.BY);

    private final Pool pool;
    private final Destinations destinations;
    private final Duration gapWait;

    Waits(Pool pool, Destinations destinations, RelayConfig config) {
        this.pool = pool;
        this.destinations = destinations;
        this.gapWait = config.lanes().gapWait();
    }

    /** The reason; empty if the delivery has ended or does not exist. */
    public Uni<Optional<Wait>> find(UUID id) {
        return pool.preparedQuery(FIND)
                .execute(Tuple.of(id))
                .map(rows -> rows.size() == 0
                        ? Optional.empty()
                        : Optional.of(reason(rows.iterator().next())));
    }

    private Wait reason(Row row) {
        UUID id = row.getUUID("id");
        UUID first = row.getUUID("first");
        return new Standstill(
                        id,
                        DeliveryState.find(row.getString("state")).orElseThrow(),
                        first == null ? id : first,
                        row.getBoolean("leased"),
                        destinations.find(row.getString("destination")).isPresent(),
                        row.getOffsetDateTime("created_at").toInstant(),
                        row.getOffsetDateTime("next_attempt_at").toInstant(),
                        instant(row.getOffsetDateTime("decide_at")),
                        instant(row.getOffsetDateTime("paused_at")),
                        instant(row.getOffsetDateTime("probe_at")),
                        row.getBoolean("circuit_open"),
                        instant(row.getOffsetDateTime("awaited_since")),
                        row.getLong("missing_index"))
                .reason(row.getOffsetDateTime("now").toInstant(), gapWait);
    }
}
