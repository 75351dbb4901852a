package travel.baboo.messaging.conversation.mirror;

import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import io.vertx.mutiny.sqlclient.Tuple;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Reads an event's fields; one that is there and cannot be read makes the event unappliable. */
final class EventValues {

    private EventValues() {}

    static Uni<Void> execute(SqlConnection connection, String sql, Tuple values) {
        return connection.preparedQuery(sql).execute(values).replaceWithVoid();
    }

    static @Nullable String text(TwilioEvent event, String field) {
        return event.fields().findText(field).orElse(null);
    }

    static String require(TwilioEvent event, String field) {
        return event.fields()
                .findText(field)
                .orElseThrow(() -> new UnappliableEventException("the event has no " + field, null));
    }

    static @Nullable Long number(TwilioEvent event, String field) {
        try {
            return event.fields().findText(field).map(Long::valueOf).orElse(null);
        } catch (NumberFormatException notANumber) {
            throw new UnappliableEventException("the event's " + field + " is no number", notANumber);
        }
    }

    static Optional<Instant> time(TwilioEvent event, String field) {
        try {
            return event.fields().findText(field).map(Instant::parse);
        } catch (DateTimeParseException notATime) {
            throw new UnappliableEventException("the event's " + field + " is no time", notATime);
        }
    }

    /** When what the event is about was made. */
    static Instant createdAt(TwilioEvent event) {
        return time(event, "DateCreated").orElse(event.occurredAt());
    }
}
