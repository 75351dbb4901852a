package travel.baboo.messaging.relay.delivery;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;

/**
 * A lane leased by this instance.
 *
 * @param lease the token of the lease
 * @param next the next delivery; null if the lane is empty
 * @param entry the directory's entry; null if there is none
 * @param readAt the database's time when the lane was read; decisions use this clock only
 * @param readNanos the same moment by {@link System#nanoTime()}
 * @param probe whether the destination is paused and this delivery probes it
 */
record Claim(
        Lane lane,
        UUID lease,
        @Nullable NextDelivery next,
        @Nullable DirectoryEntry entry,
        Instant readAt,
        long readNanos,
        boolean probe) {

    /** The database's current time. */
    Instant now() {
        return readAt.plusNanos(Math.max(0, System.nanoTime() - readNanos));
    }
}
