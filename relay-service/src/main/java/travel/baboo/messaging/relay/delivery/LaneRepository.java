package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.texts;
import static travel.baboo.messaging.relay.delivery.DeliveryRepository.utc;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.relay.directory.DirectoryRepository;

/**
 * Leases lanes, many with one statement, and reads whose turn it is in them.
 *
 * <p>The turn is read in a statement of its own after the lease: one snapshot for both could show a delivery that its last holder
 * finished meanwhile.
 */
@Singleton
class LaneRepository {

    static final String LEASE =
            """
            with ready as materialized (
                 select l.lane from lane l
                  where l.destination = $1 and l.ready_at <= $2
                    and not exists (select 1 from destination_state s where s.name = $1 and s.paused_at is not null)
                  order by l.ready_at limit $3 for update of l skip locked)
            update lane l set ready_at = $4, leased_until = $4, lease = $5
              from ready where l.destination = $1 and l.lane = ready.lane
            returning l.lane
            """;
    static final String HEADS =
            """
            select k.lane, d.*, (select e.entry::text from directory e where e.conversation_sid = k.lane) as entry,
                   d.part > 1 and exists (select 1 from delivery f
                                           where f.event_id = d.event_id and f.destination = d.destination and f.part < d.part
                                             and f.state in ('failed', 'expired')) as earlier_part_failed
              from unnest($2::text[]) as k (lane)
              left join lateral (
                   select id, event_id, part, hops, event, payload, state, attempts, failures, created_at, occurred_at,
                          next_attempt_at, expires_at, sending_since, decide_at, last_outcome, destination,
                          traceparent
                     from delivery
                    where destination = $1 and lane = k.lane and state in ('waiting', 'held', 'unknown')
                    order by position limit 1) d on true
            """;
    private static final String RENEW =
            """
            update lane l set ready_at = $4, leased_until = $4
              from unnest($1::text[], $2::text[], $3::uuid[]) as k (destination, lane, lease)
             where l.destination = k.destination and l.lane = k.lane and l.lease = k.lease
            """;

    private final Pool pool;
    private final DirectoryRepository directory;

    LaneRepository(Pool pool, DirectoryRepository directory) {
        this.pool = pool;
        this.directory = directory;
    }

    /** Leases lanes of a destination that are ready, those waiting longest first; none while the destination is paused. */
    Uni<List<Claim>> claim(String destination, int limit, Instant now, Duration duration) {
        UUID lease = UUID.randomUUID();
        return pool.preparedQuery(LEASE)
                .execute(Tuple.tuple()
                        .addString(destination)
                        .addOffsetDateTime(utc(now))
                        .addInteger(limit)
                        .addOffsetDateTime(utc(now.plus(duration)))
                        .addUUID(lease))
                .chain(lanes -> lanes.size() == 0
                        ? Uni.createFrom().item(List.of())
                        : heads(destination, lanes).map(rows -> claims(destination, lease, rows)));
    }

    private Uni<RowSet<Row>> heads(String destination, RowSet<Row> lanes) {
        String[] keys = StreamSupport.stream(lanes.spliterator(), false)
                .map(row -> row.getString("lane"))
                .toArray(String[]::new);
        return pool.preparedQuery(HEADS).execute(Tuple.of(destination, keys));
    }

    private List<Claim> claims(String destination, UUID lease, RowSet<Row> rows) {
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Claim(
                        new Lane(destination, row.getString("lane")),
                        lease,
                        row.getUUID("id") == null ? null : head(row),
                        row.getString("entry") == null ? null : directory.read(row.getString("entry"))))
                .toList();
    }

    private static Head head(Row row) {
        return new Head(
                row.getUUID("id"),
                row.getString("event_id"),
                row.getInteger("part"),
                row.getInteger("hops"),
                row.getString("event"),
                row.getString("payload"),
                DeliveryState.find(row.getString("state")).orElseThrow(),
                row.getInteger("attempts"),
                row.getInteger("failures"),
                row.getOffsetDateTime("created_at").toInstant(),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("next_attempt_at").toInstant(),
                row.getOffsetDateTime("expires_at").toInstant(),
                instant(row.getOffsetDateTime("sending_since")),
                instant(row.getOffsetDateTime("decide_at")),
                row.getString("last_outcome"),
                row.getBoolean("earlier_part_failed"),
                row.getString("traceparent"));
    }

    /** The leases of lanes where a request is still under way last longer. */
    Uni<Void> renew(Collection<Claim> claims, Instant until) {
        List<Claim> list = List.copyOf(claims);
        return pool.preparedQuery(RENEW)
                .execute(Tuple.tuple()
                        .addArrayOfString(texts(list, claim -> claim.lane().destination()))
                        .addArrayOfString(texts(list, claim -> claim.lane().key()))
                        .addArrayOfUUID(list.stream().map(Claim::lease).toArray(UUID[]::new))
                        .addOffsetDateTime(utc(until)))
                .replaceWithVoid();
    }

    /**
     * Writes down that an attempt begins which must not be repeated blindly. False: the lane is another's by now, and the attempt must
     * not be made.
     */
    Uni<Boolean> begin(Claim claim, Head head, @Nullable String address, String payload, Instant now) {
        return pool.preparedQuery(
                        """
                        update delivery d set sending_since = $3, address = $4, payload = $5, state = 'waiting'
                          from lane l
                         where d.id = $1 and l.destination = d.destination and l.lane = d.lane and l.lease = $2
                        """)
                .execute(Tuple.tuple()
                        .addUUID(head.id())
                        .addUUID(claim.lease())
                        .addOffsetDateTime(utc(now))
                        .addString(address)
                        .addString(payload))
                .map(rows -> rows.rowCount() == 1);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
