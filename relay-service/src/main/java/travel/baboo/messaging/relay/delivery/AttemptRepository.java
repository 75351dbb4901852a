package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.array;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.SqlClient;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Records what must be durable before a request is made. Only the owner of the lane's lease writes. */
@Singleton
class AttemptRepository {

    private static final String OURS =
            "with ours as materialized (select 1 from lane l where l.destination = $1 and l.lane = $2 and l.lease = $3 for update) ";
    private static final String KEEP = OURS
            + """
            update delivery d set payload = $5, parts = $6
             where d.id = $4 and d.payload is null and exists (select 1 from ours)
            """;
    private static final String ADD_PARTS =
            """
            insert into delivery (id, destination, lane, event_id, event_type, type, event, part, parts, payload, hops, state,
                                  next_attempt_at, expires_at, occurred_at, created_at, traceparent, message_index, turn)
            select n.id, d.destination, d.lane, d.event_id, d.event_type, d.type, d.event, n.part, d.parts, n.payload, d.hops, 'waiting',
                   now(), d.expires_at, d.occurred_at, d.created_at, d.traceparent, d.message_index, coalesce(d.turn, d.position)
              from delivery d, unnest($2::uuid[], $3::int[], $4::text[]) as n (id, part, payload)
             where d.id = $1 order by n.part
            on conflict do nothing
            """;
    private static final String BEGIN = OURS
            + """
            update delivery d set sending_since = now(), address = $7, attempts = d.attempts + 1, state = 'waiting',
                   decide_at = null, provider_sid = null, provider_status = null
             where d.id = $4 and d.state = $5 and d.attempts = $6 and exists (select 1 from ours)
            """;

    private final Pool pool;

    AttemptRepository(Pool pool) {
        this.pool = pool;
    }

    /**
     * Stores the payloads before the first attempt: the first one for this delivery, each further one as a delivery behind it.
     * Returns false if the lane was lost.
     */
    Uni<Boolean> keep(Claim claim, NextDelivery next, List<String> payloads) {
        return payloads.size() == 1
                ? keep(pool, claim, next, payloads)
                : pool.withTransaction(connection -> keep(connection, claim, next, payloads)
                        .call(kept -> kept
                                ? addParts(connection, claim, next, payloads)
                                : Uni.createFrom().voidItem()));
    }

    private static Uni<Boolean> keep(SqlClient client, Claim claim, NextDelivery next, List<String> payloads) {
        return client.preparedQuery(KEEP)
                .execute(keys(claim, next).addString(payloads.get(0)).addInteger(payloads.size()))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Uni<Void> addParts(SqlConnection connection, Claim claim, NextDelivery next, List<String> payloads) {
        List<Integer> parts = IntStream.rangeClosed(2, payloads.size()).boxed().toList();
        String destination = claim.lane().destination();
        return connection
                .preparedQuery(ADD_PARTS)
                .execute(Tuple.of(
                        next.id(),
                        array(parts, part -> DeliveryId.of(destination, next.eventId(), part), UUID[]::new),
                        parts.toArray(Integer[]::new),
                        array(parts, part -> payloads.get(part - 1), String[]::new)))
                .replaceWithVoid();
    }

    /**
     * Records the start of an attempt that must not be repeated blindly. Returns false if the lane was lost or the delivery has changed:
     * then the attempt must not be made.
     */
    Uni<Boolean> begin(Claim claim, NextDelivery next, @Nullable String address) {
        return pool.preparedQuery(BEGIN)
                .execute(keys(claim, next)
                        .addString(next.state().text())
                        .addInteger(next.attempts())
                        .addString(address))
                .map(rows -> rows.rowCount() == 1);
    }

    private static Tuple keys(Claim claim, NextDelivery next) {
        return Tuple.of(claim.lane().destination(), claim.lane().key(), claim.lease(), next.id());
    }
}
