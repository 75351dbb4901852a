package travel.baboo.messaging.relay.operation;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** What operators read and change. */
@Singleton
class OperationRepository {

    private static final String COLUMNS =
            """
            position, id, destination, lane, event_id, event_type, state, attempts, occurred_at, created_at, next_attempt_at,
            expires_at, finished_at, last_outcome
            """;
    private static final String MATCHES =
            """
            ($1::text is null or state = $1) and ($2::text is null or destination = $2) and ($3::text is null or lane = $3)
            and ($4::timestamptz is null or occurred_at >= $4) and ($5::timestamptz is null or occurred_at < $5)
            """;
    private static final String OPEN_LANES =
            """
            insert into lane as l (destination, lane, ready_at)
            select distinct destination, lane, $1::timestamptz from delivery where id = any($2) order by 1, 2
            on conflict (destination, lane) do update set ready_at = least(l.ready_at, excluded.ready_at)
            """;

    private final Pool pool;

    OperationRepository(Pool pool) {
        this.pool = pool;
    }

    /** A delivery and its place in the list. */
    record Listed(long position, DeliveryView view) {}

    /** The latest first, those before a position. */
    Uni<List<Listed>> list(DeliveryFilter filter, long before, int limit) {
        return pool.preparedQuery("select " + COLUMNS + " from delivery where " + MATCHES
                        + " and position < $6 order by position desc limit $7")
                .execute(values(filter).addLong(before).addInteger(limit))
                .map(rows -> list(rows, row -> new Listed(row.getLong("position"), view(row))));
    }

    Uni<Optional<DeliveryView>> find(UUID id) {
        return pool.preparedQuery("select " + COLUMNS + " from delivery where id = $1")
                .execute(Tuple.of(id))
                .chain(rows -> rows.size() == 0
                        ? Uni.createFrom().item(Optional.empty())
                        : attempts(id)
                                .map(log ->
                                        Optional.of(view(rows.iterator().next()).withAttempts(log))));
    }

    private Uni<List<DeliveryView.AttemptView>> attempts(UUID id) {
        return pool.preparedQuery(
                        """
                        select number, started_at, duration_ms, outcome, status, answer from delivery_attempt
                         where delivery_id = $1 order by number
                        """)
                .execute(Tuple.of(id))
                .map(rows -> list(rows, OperationRepository::attempt));
    }

    /** Makes one delivery again, now, unless it is waiting anyway; empty when there is none. */
    Uni<Optional<DeliveryView>> retry(UUID id, Instant now) {
        return pool.withTransaction(connection -> connection
                        .preparedQuery(
                                """
                                update delivery set state = 'waiting', attempts = 0, next_attempt_at = $2, finished_at = null,
                                       expires_at = greatest(expires_at, $2::timestamptz + (expires_at - occurred_at))
                                 where id = $1
                                """)
                        .execute(Tuple.of(id, utc(now)))
                        .chain(() -> openLanes(connection, new UUID[] {id}, now)))
                .chain(() -> find(id));
    }

    /** How many deliveries a filter means, by destination, and how many of them are late. */
    Uni<ReplayReport> count(DeliveryFilter filter, Instant now) {
        return pool.preparedQuery("select destination, count(*) as n, count(*) filter (where expires_at < $6) as late"
                        + " from delivery where " + MATCHES + " and " + FINISHED + " group by destination")
                .execute(values(filter).addOffsetDateTime(utc(now)))
                .map(rows -> report(rows, true));
    }

    private static final String FINISHED = "state in ('failed', 'expired', 'delivered', 'unknown')"
            + " and ($1::text is not null or state in ('failed', 'expired'))";

    /** Makes all deliveries that a filter means again. */
    Uni<ReplayReport> replay(DeliveryFilter filter, Instant now) {
        return pool.withTransaction(connection -> connection
                .preparedQuery(
                        "with late as (select id, expires_at < $6 as late from delivery where " + MATCHES + " and "
                                + FINISHED + " for update) "
                                + """
                        update delivery d set state = 'waiting', attempts = 0, next_attempt_at = $6, finished_at = null,
                               expires_at = greatest(d.expires_at, $6::timestamptz + (d.expires_at - d.occurred_at))
                          from late where late.id = d.id returning d.id, d.destination, late.late
                        """)
                .execute(values(filter).addOffsetDateTime(utc(now)))
                .chain(rows -> openLanes(connection, ids(rows), now).replaceWith(replayed(rows))));
    }

    private static Uni<Void> openLanes(SqlConnection connection, UUID[] ids, Instant now) {
        return connection
                .preparedQuery(OPEN_LANES)
                .execute(Tuple.tuple().addOffsetDateTime(utc(now)).addArrayOfUUID(ids))
                .replaceWithVoid();
    }

    Uni<List<DestinationView>> destinations(List<String> configured) {
        return pool.preparedQuery(
                        """
                        select n.name, n.name = any($1) as configured, s.paused_at, s.reason, b.backlog, b.oldest
                          from (select unnest($1::text[]) as name union select name from destination_state) n
                          left join destination_state s on s.name = n.name
                          left join lateral (select count(*) as backlog, min(occurred_at) as oldest from delivery d
                               where d.destination = n.name and d.state in ('waiting', 'unknown')) b on true
                         order by n.name
                        """)
                .execute(Tuple.tuple().addArrayOfString(configured.toArray(String[]::new)))
                .map(rows -> list(rows, OperationRepository::destination));
    }

    private static Tuple values(DeliveryFilter filter) {
        return Tuple.tuple()
                .addString(filter.state())
                .addString(filter.destination())
                .addString(filter.conversation())
                .addOffsetDateTime(filter.since() == null ? null : utc(filter.since()))
                .addOffsetDateTime(filter.until() == null ? null : utc(filter.until()));
    }

    private static UUID[] ids(RowSet<Row> rows) {
        return list(rows, row -> row.getUUID("id")).toArray(UUID[]::new);
    }

    private static ReplayReport replayed(RowSet<Row> rows) {
        Map<String, Long> byDestination = new TreeMap<>();
        long late = 0;
        for (Row row : rows) {
            byDestination.merge(row.getString("destination"), 1L, Long::sum);
            late += row.getBoolean("late") ? 1 : 0;
        }
        return new ReplayReport(false, byDestination, late);
    }

    private static ReplayReport report(RowSet<Row> rows, boolean dryRun) {
        Map<String, Long> byDestination = new TreeMap<>();
        long late = 0;
        for (Row row : rows) {
            byDestination.put(row.getString("destination"), row.getLong("n"));
            late += row.getLong("late");
        }
        return new ReplayReport(dryRun, byDestination, late);
    }

    private static DeliveryView view(Row row) {
        boolean waiting = row.getString("state").equals("waiting");
        return new DeliveryView(
                row.getUUID("id"),
                row.getString("destination"),
                row.getString("lane"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getString("state"),
                row.getInteger("attempts"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("created_at").toInstant(),
                waiting ? instant(row.getOffsetDateTime("next_attempt_at")) : null,
                row.getOffsetDateTime("expires_at").toInstant(),
                instant(row.getOffsetDateTime("finished_at")),
                row.getString("last_outcome"),
                null);
    }

    private static DeliveryView.AttemptView attempt(Row row) {
        return new DeliveryView.AttemptView(
                row.getInteger("number"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getInteger("duration_ms"),
                row.getString("outcome"),
                row.getInteger("status"),
                row.getString("answer"));
    }

    private static DestinationView destination(Row row) {
        return new DestinationView(
                row.getString("name"),
                row.getBoolean("configured"),
                instant(row.getOffsetDateTime("paused_at")),
                row.getString("reason"),
                row.getLong("backlog"),
                instant(row.getOffsetDateTime("oldest")));
    }

    private static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapper) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapper).toList();
    }

    private static OffsetDateTime utc(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
