package travel.baboo.messaging.conversation.database;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** Converts between the reactive client's {@code OffsetDateTime} for {@code timestamptz} and our {@code Instant}. */
public final class Times {

    private Times() {}

    public static OffsetDateTime toDatabase(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC);
    }

    public static @Nullable OffsetDateTime toDatabaseOrNull(@Nullable Instant instant) {
        return instant == null ? null : toDatabase(instant);
    }

    public static @Nullable Instant fromDatabase(@Nullable OffsetDateTime time) {
        return time == null ? null : time.toInstant();
    }
}
