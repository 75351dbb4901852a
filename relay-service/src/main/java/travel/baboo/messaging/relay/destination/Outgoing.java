package travel.baboo.messaging.relay.destination;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * A delivery as a destination gets it.
 *
 * @param id the same at every attempt
 * @param payload what an earlier attempt sent; null at the first
 * @param entry who talks with whom; null when nobody has told in time
 */
public record Outgoing(
        UUID id,
        String eventId,
        TwilioEvent event,
        @Nullable String payload,
        @Nullable DirectoryEntry entry,
        Instant now) {}
