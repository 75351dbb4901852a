package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.texts;

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
 * Leases lanes in batches and reads the next delivery of each. Leases use the database's clock only.
 *
 * <p>The next delivery is read in a separate statement after the lease: one snapshot for both could show a delivery that the previous
 * owner finished meanwhile.
 */
@Singleton
class LaneRepository {

    static final String LEASE =
            """
            with ready as materialized (
                 select l.lane from lane l
                  where l.destination = $1 and l.ready_at <= now()
                    and ($5 or not exists (select 1 from destination_state s where s.name = $1 and s.paused_at is not null))
                  order by l.ready_at limit $2 for update of l skip locked)
            update lane l set ready_at = now() + $3 * interval '1 ms', leased_until = now() + $3 * interval '1 ms', lease = $4
              from ready where l.destination = $1 and l.lane = ready.lane
            returning l.lane
            """;
    static final String HEADS =
            """
            select k.lane, d.*, (select e.entry::text from directory e where e.conversation_sid = k.lane) as entry, now() as now,
                   d.part > 1 and exists (select 1 from delivery f
                                           where f.event_id = d.event_id and f.destination = d.destination and f.part < d.part
                                             and f.state in ('failed', 'expired', 'canceled')) as earlier_part_missing,
                   case when d.gap then (select m.awaited_since from message_order m
                                          where m.conversation_sid = k.lane and m.awaited && int8range(0, d.message_index))
                   end as gap_since
              from unnest($2::text[]) as k (lane)
              left join lateral (
                   select id, event_id, type, part, hops, event, payload, state, attempts, failures, created_at, occurred_at,
                          next_attempt_at, expires_at, sending_since, decide_at, last_outcome, destination,
                          message_index, gap, traceparent
                     from delivery d
                    where d.destination = $1 and d.lane = k.lane and %s
                    order by %s limit 1) d on true
            """
                    .formatted(LaneOrder.OPEN, LaneOrder.BY);
    private static final String RENEW =
            """
            update lane l set ready_at = now() + $4 * interval '1 ms', leased_until = now() + $4 * interval '1 ms'
              from unnest($1::text[], $2::text[], $3::uuid[]) as k (destination, lane, lease)
             where l.destination = k.destination and l.lane = k.lane and l.lease = k.lease
            """;

    private final Pool pool;
    private final DirectoryRepository directory;

    LaneRepository(Pool pool, DirectoryRepository directory) {
        this.pool = pool;
        this.directory = directory;
    }

    /**
     * Leases ready lanes of a destination, longest waiting first.
     *
     * @param probe whether to lease although the destination is paused
     */
    Uni<List<Claim>> claim(String destination, int limit, Duration duration, boolean probe) {
        UUID lease = UUID.randomUUID();
        return pool.preparedQuery(LEASE)
                .execute(Tuple.of(destination, limit, duration.toMillis(), lease, probe))
                .chain(lanes -> lanes.size() == 0
                        ? Uni.createFrom().item(List.of())
                        : heads(destination, lanes).map(rows -> claims(destination, lease, rows, probe)));
    }

    private Uni<RowSet<Row>> heads(String destination, RowSet<Row> lanes) {
        String[] keys = StreamSupport.stream(lanes.spliterator(), false)
                .map(row -> row.getString("lane"))
                .toArray(String[]::new);
        return pool.preparedQuery(HEADS).execute(Tuple.of(destination, keys));
    }

    private List<Claim> claims(String destination, UUID lease, RowSet<Row> rows, boolean probe) {
        long nanos = System.nanoTime();
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> new Claim(
                        new Lane(destination, row.getString("lane")),
                        lease,
                        row.getUUID("id") == null ? null : next(row),
                        row.getString("entry") == null ? null : directory.read(row.getString("entry")),
                        row.getOffsetDateTime("now").toInstant(),
                        nanos,
                        probe))
                .toList();
    }

    private static NextDelivery next(Row row) {
        return new NextDelivery(
                row.getUUID("id"),
                row.getString("event_id"),
                row.getString("type"),
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
                row.getBoolean("earlier_part_missing"),
                instant(row.getOffsetDateTime("gap_since")),
                row.getString("traceparent"));
    }

    /** Renews the leases of lanes with requests in progress. */
    Uni<Void> renew(Collection<Claim> claims, Duration duration) {
        List<Claim> list = List.copyOf(claims);
        return pool.preparedQuery(RENEW)
                .execute(Tuple.tuple()
                        .addArrayOfString(texts(list, claim -> claim.lane().destination()))
                        .addArrayOfString(texts(list, claim -> claim.lane().key()))
                        .addArrayOfUUID(list.stream().map(Claim::lease).toArray(UUID[]::new))
                        .addLong(duration.toMillis()))
                .replaceWithVoid();
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
