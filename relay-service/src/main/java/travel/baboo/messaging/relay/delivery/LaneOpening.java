package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryRepository.texts;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Recalculates when lanes are due after their deliveries changed in the same transaction.
 *
 * <p>Locks the lanes' rows in a separate statement first, so that concurrently inserted or finished deliveries are visible; a leased
 * lane is left to its owner, who does the same on release.
 */
public final class LaneOpening {

    /** When the first open delivery of lane {@code k} is due; never in the past, so that lanes take turns. */
    static final String READY_AT =
            """
            (select case d.state when 'unknown' then d.decide_at
                                 else greatest(least(d.next_attempt_at, d.expires_at), now()) end
               from delivery d
              where d.destination = k.destination and d.lane = k.lane and %s
              order by %s limit 1)
            """
                    .formatted(LaneOrder.OPEN, LaneOrder.BY);

    private static final String ADD =
            """
            insert into lane (destination, lane) select * from unnest($1::text[], $2::text[]) on conflict do nothing
            """;
    private static final String LOCK =
            """
            select 1 from lane l join unnest($1::text[], $2::text[]) as k (destination, lane)
                on l.destination = k.destination and l.lane = k.lane
             order by l.destination, l.lane for update of l
            """;
    private static final String OPEN = "update lane l set ready_at = " + READY_AT
            + """
                       , lease = null, leased_until = null
                      from unnest($1::text[], $2::text[]) as k (destination, lane)
                     where l.destination = k.destination and l.lane = k.lane
                       and (l.lease is null or l.leased_until < now())
                    """;

    private LaneOpening() {}

    /** Opens the lanes; inserts missing rows. */
    public static Uni<Void> open(SqlConnection connection, Collection<Lane> lanes) {
        List<Lane> sorted = lanes.stream()
                .distinct()
                .sorted(Comparator.comparing(Lane::destination).thenComparing(Lane::key))
                .toList();
        if (sorted.isEmpty()) {
            return Uni.createFrom().voidItem();
        }
        Tuple keys = Tuple.of(texts(sorted, Lane::destination), texts(sorted, Lane::key));
        return connection
                .preparedQuery(ADD)
                .execute(keys)
                .chain(() -> connection.preparedQuery(LOCK).execute(keys))
                .chain(() -> connection.preparedQuery(OPEN).execute(keys))
                .replaceWithVoid();
    }
}
