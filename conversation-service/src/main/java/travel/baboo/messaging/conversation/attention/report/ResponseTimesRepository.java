package travel.baboo.messaging.conversation.attention.report;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.stream.StreamSupport;
import travel.baboo.messaging.conversation.database.Times;

/** Aggregates waits that ended. An index limits the query to the report's time range. */
@Singleton
class ResponseTimesRepository {

    private static final String COUNT =
            """
            select day, expert, reply, count(*) as waits, count(*) filter (where outcome = 'answered') as answered,
                   count(*) filter (where outcome = 'answered' and met) as met,
                   (percentile_disc(0.5) within group (order by worked_ms) filter (where outcome = 'answered') / 1000)::bigint as median,
                   (percentile_disc(0.9) within group (order by worked_ms) filter (where outcome = 'answered') / 1000)::bigint as p90,
                   (percentile_disc(0.95) within group (order by worked_ms) filter (where outcome = 'answered') / 1000)::bigint as p95
              from (select case when $4 then to_char(ended_at at time zone $3, 'YYYY-MM-DD') end as day,
                           case when $5 then expert end as expert, reply, outcome, met, worked_ms
                      from response_time where ended_at >= $1 and ended_at < $2) ended
             group by day, expert, reply order by day, expert nulls last, reply
            """;

    private final Pool pool;

    ResponseTimesRepository(Pool pool) {
        this.pool = pool;
    }

    Uni<List<ResponseTimesEntry>> count(ResponseTimesQuery.Bounds bounds) {
        return pool.preparedQuery(COUNT)
                .execute(Tuple.of(
                        Times.toDatabase(bounds.from()),
                        Times.toDatabase(bounds.to()),
                        bounds.zone().getId(),
                        bounds.byDay(),
                        bounds.byExpert()))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(ResponseTimesRepository::entry)
                        .toList());
    }

    private static ResponseTimesEntry entry(Row row) {
        return new ResponseTimesEntry(
                row.getString("day"),
                row.getString("expert"),
                row.getString("reply"),
                row.getLong("waits"),
                row.getLong("answered"),
                row.getLong("met"),
                row.getLong("median"),
                row.getLong("p90"),
                row.getLong("p95"));
    }
}
