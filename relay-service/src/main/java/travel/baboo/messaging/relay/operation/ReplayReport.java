package travel.baboo.messaging.relay.operation;

import static travel.baboo.messaging.relay.operation.DeliveryRows.instant;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The result of a replay or a dry run.
 *
 * @param deliveries number by destination
 * @param late how many are past their TTL; they get a fresh one
 * @param oldest time of the oldest event; null if there is none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReplayReport(boolean dryRun, Map<String, Long> deliveries, long late, @Nullable Instant oldest) {

    public ReplayReport {
        deliveries = Map.copyOf(deliveries);
    }

    static ReplayReport empty() {
        return new ReplayReport(false, Map.of(), 0, null);
    }

    /** The report of a dry run, from one row by destination. */
    static ReplayReport counted(List<Row> rows) {
        Map<String, Long> byDestination = new TreeMap<>();
        long late = 0;
        Instant oldest = null;
        for (Row row : rows) {
            byDestination.put(row.getString("destination"), row.getLong("n"));
            late += row.getLong("late");
            oldest = earlier(oldest, instant(row.getOffsetDateTime("oldest")));
        }
        return new ReplayReport(true, byDestination, late, oldest);
    }

    /** With further deliveries, one a row. */
    ReplayReport with(List<Row> rows) {
        Map<String, Long> byDestination = new TreeMap<>(deliveries);
        Instant first = oldest;
        for (Row row : rows) {
            byDestination.merge(row.getString("destination"), 1L, Long::sum);
            first = earlier(first, instant(row.getOffsetDateTime("occurred_at")));
        }
        long further = rows.stream().filter(row -> row.getBoolean("late")).count();
        return new ReplayReport(false, byDestination, late + further, first);
    }

    private static @Nullable Instant earlier(@Nullable Instant one, @Nullable Instant other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.isBefore(other) ? one : other;
    }
}
