package travel.baboo.messaging.relay.destination;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * A delivery as a channel gets it.
 *
 * @param id the same at every attempt
 * @param eventId the event's CloudEvents id
 * @param type the event's CloudEvents type
 * @param hops how often its message has gone from scenario to scenario
 * @param entry who talks with whom; null when the directory had no entry in time
 */
public record Outgoing(
        UUID id,
        String eventId,
        String type,
        int hops,
        TwilioEvent event,
        @Nullable DirectoryEntry entry,
        Instant now) {}
