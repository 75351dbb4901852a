package travel.baboo.messaging.conversation.mirror;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.Origin;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.conversation.database.Times;

/**
 * Reads an event's fields. One that cannot be read counts as left out; without one that says what the event is about the event is
 * unappliable. PostgreSQL's texts hold no NUL: it is left out of them.
 */
final class EventValues {

    private EventValues() {}

    static Uni<Void> execute(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    static @Nullable String text(TwilioEvent event, String field) {
        return event.fields().findText(field).map(EventValues::withoutNul).orElse(null);
    }

    /** The text as it is, blank or not. */
    static @Nullable String whole(TwilioEvent event, String field) {
        return event.fields().find(field).map(EventValues::withoutNul).orElse(null);
    }

    /** The field as it came when it is JSON. */
    static @Nullable String json(TwilioEvent event, String field, ObjectMapper json) {
        return event.fields().findJson(field, json).isPresent() ? text(event, field) : null;
    }

    static String require(TwilioEvent event, String field) {
        @Nullable String value = text(event, field);
        if (value == null || value.isBlank()) {
            throw new UnappliableEventException("the event has no " + field);
        }
        return value;
    }

    static @Nullable Long number(TwilioEvent event, String field) {
        OptionalLong number = event.fields().findNumber(field);
        return number.isPresent() ? number.getAsLong() : null;
    }

    static Optional<Instant> time(TwilioEvent event, String field) {
        return event.fields().findTime(field);
    }

    static String clean(String text) {
        return withoutNul(text);
    }

    private static String withoutNul(String text) {
        return text.indexOf('\u0000') < 0 ? text : text.replace("\u0000", "");
    }

    /** Whether it came by Event Streams, which leaves fields out and flattens attributes. */
    static boolean isStreamed(TwilioEvent event) {
        return event.origin() == Origin.EVENT_STREAM;
    }

    /** When what the event is about was made. */
    static Instant createdAt(TwilioEvent event) {
        return time(event, "DateCreated").orElse(event.occurredAt());
    }

    /** A column of text for {@code unnest}. */
    static <T> String[] texts(List<T> rows, Function<T, @Nullable String> value) {
        return rows.stream().map(value).toArray(String[]::new);
    }

    /** A column of times for {@code unnest}. */
    static <T> OffsetDateTime[] times(List<T> rows, Function<T, @Nullable Instant> value) {
        return rows.stream()
                .map(row -> Times.toDatabaseOrNull(value.apply(row)))
                .toArray(OffsetDateTime[]::new);
    }
}
