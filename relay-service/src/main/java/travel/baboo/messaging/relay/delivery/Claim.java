package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;

/**
 * A lane that this instance has leased.
 *
 * @param lease the token that proves it
 * @param next the next delivery; null when the lane is empty
 * @param entry who talks there; null when the directory has no entry
 * @param readAt the database's time when the lane was read; no two clocks take part in what is decided
 * @param readNanos the same moment by {@link System#nanoTime()}
 * @param probe whether the destination is paused, and this delivery finds out whether it still has to be
 */
record Claim(
        Lane lane,
        UUID lease,
        @Nullable NextDelivery next,
        @Nullable DirectoryEntry entry,
        Instant readAt,
        long readNanos,
        boolean probe) {

    /** The database's time by now. */
    Instant now() {
        return readAt.plusNanos(Math.max(0, System.nanoTime() - readNanos));
    }
}
