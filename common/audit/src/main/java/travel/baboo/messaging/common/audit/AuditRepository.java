package travel.baboo.messaging.common.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * The table {@code audit} of the service's schema. Reads and deletes go by the key, whose order is that of writing. A write that takes too
 * long fails.
 */
@Singleton
class AuditRepository {

    private final Pool pool;
    private final Duration timeout;

    AuditRepository(Pool pool, AuditConfig config) {
        this.pool = pool;
        this.timeout = config.timeout();
    }

    /** Adds an entry without a status; returns its id. */
    Uni<Long> add(Instant at, String who, String action, @Nullable String target) {
        return write(
                        "insert into audit (at, who, action, target) values ($1, $2, $3, $4) returning id",
                        Tuple.of(at.atOffset(ZoneOffset.UTC), who, action, target))
                .map(rows -> rows.iterator().next().getLong("id"));
    }

    Uni<Void> addDetail(long id, String detail) {
        return write("update audit set detail = $2 where id = $1", Tuple.of(id, detail))
                .replaceWithVoid();
    }

    Uni<Void> addStatus(long id, int status) {
        return write("update audit set status = $2 where id = $1", Tuple.of(id, status))
                .replaceWithVoid();
    }

    private Uni<RowSet<Row>> write(String sql, Tuple values) {
        return pool.preparedQuery(sql).execute(values).ifNoItem().after(timeout).fail();
    }

    /** Newest first, before an id. */
    Uni<List<AuditEntry>> list(long before, int limit) {
        return pool.preparedQuery(
                        """
                        select id, at, who, action, target, detail, status from audit where id < $1 order by id desc limit $2
                        """)
                .execute(Tuple.of(before, limit))
                .map(rows -> StreamSupport.stream(rows.spliterator(), false)
                        .map(AuditRepository::entry)
                        .toList());
    }

    /** Deletes the oldest entries from before a time; returns how many. */
    Uni<Integer> delete(Instant before, int limit) {
        return pool.preparedQuery(
                        "delete from audit where id in (select id from audit order by id limit $2) and at < $1")
                .execute(Tuple.of(before.atOffset(ZoneOffset.UTC), limit))
                .map(rows -> rows.rowCount());
    }

    private static AuditEntry entry(Row row) {
        return new AuditEntry(
                Long.toString(row.getLong("id")),
                row.getOffsetDateTime("at").toInstant(),
                row.getString("who"),
                row.getString("action"),
                row.getString("target"),
                row.getString("detail"),
                row.getInteger("status"));
    }
}
