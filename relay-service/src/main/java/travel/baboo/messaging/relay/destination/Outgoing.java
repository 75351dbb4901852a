package travel.baboo.messaging.relay.destination;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * A delivery in the form for its channel.
 *
 * @param id the same for every attempt
 * @param eventId the event's CloudEvents id
 * @param type the event's CloudEvents type
 * @param hops how many times its message has passed from scenario to scenario
 * @param entry the directory's entry; null if there was none in time
 */
public record Outgoing(
        UUID id,
        String eventId,
        String type,
        int hops,
        TwilioEvent event,
        @Nullable DirectoryEntry entry,
        Instant now) {}
