package travel.baboo.messaging.relay.operation;

import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.trace.TraceParent;

/** Maps deliveries between the database and operators. */
final class DeliveryRows {

    static final String COLUMNS =
            """
            position, id, destination, lane, event_id, event_type, part, parts, state, attempts, occurred_at, created_at,
            next_attempt_at, expires_at, finished_at, last_outcome, provider_sid, provider_status, traceparent
            """;

    private DeliveryRows() {}

    /** The condition for a filter, with values from {@code $1}. */
    record Condition(String sql, Tuple values) {

        /** The number of the next value. */
        int next() {
            return values.size() + 1;
        }

        Condition and(String more) {
            return new Condition(sql + " and " + more, values);
        }
    }

    /** Contains given criteria only, so that their index is used. */
    static Condition condition(DeliveryFilter filter) {
        StringBuilder sql = new StringBuilder("true");
        Tuple values = Tuple.tuple();
        add(sql, values, "state =", filter.state());
        add(sql, values, "destination =", filter.destination());
        add(sql, values, "lane =", filter.conversation());
        add(sql, values, "event_id =", filter.event());
        add(sql, values, "last_outcome =", filter.outcome());
        if (filter.providerSid() != null) {
            values.addValue(filter.providerSid());
            int sid = values.size();
            sql.append(" and (provider_sid = $")
                    .append(sid)
                    .append(" or id = (select t.delivery_id from text_status t where t.provider_sid = $")
                    .append(sid)
                    .append("))");
        }
        add(sql, values, "occurred_at >=", utc(filter.since()));
        add(sql, values, "occurred_at <", utc(filter.until()));
        return new Condition(sql.toString(), values);
    }

    private static void add(StringBuilder sql, Tuple values, String comparison, @Nullable Object value) {
        if (value != null) {
            values.addValue(value);
            sql.append(" and ").append(comparison).append(" $").append(values.size());
        }
    }

    static DeliveryView view(Row row) {
        String state = row.getString("state");
        boolean open = state.equals("waiting") || state.equals("held");
        return new DeliveryView(
                row.getUUID("id"),
                row.getString("destination"),
                row.getString("lane"),
                row.getString("event_id"),
                row.getString("event_type"),
                row.getInteger("part"),
                row.getInteger("parts"),
                state,
                row.getInteger("attempts"),
                row.getOffsetDateTime("occurred_at").toInstant(),
                row.getOffsetDateTime("created_at").toInstant(),
                open ? instant(row.getOffsetDateTime("next_attempt_at")) : null,
                row.getOffsetDateTime("expires_at").toInstant(),
                instant(row.getOffsetDateTime("finished_at")),
                row.getString("last_outcome"),
                row.getString("provider_sid"),
                row.getString("provider_status"),
                TraceParent.traceId(row.getString("traceparent")),
                null,
                null);
    }

    static DeliveryView.AttemptView attempt(Row row) {
        return new DeliveryView.AttemptView(
                row.getInteger("number"),
                row.getOffsetDateTime("started_at").toInstant(),
                row.getInteger("duration_ms"),
                row.getString("outcome"),
                row.getInteger("status"),
                row.getString("answer"),
                row.getString("provider_sid"));
    }

    static <T> List<T> list(RowSet<Row> rows, Function<Row, T> mapper) {
        return StreamSupport.stream(rows.spliterator(), false).map(mapper).toList();
    }

    static @Nullable OffsetDateTime utc(@Nullable Instant instant) {
        return instant == null ? null : instant.atOffset(ZoneOffset.UTC);
    }

    static @Nullable Instant instant(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
