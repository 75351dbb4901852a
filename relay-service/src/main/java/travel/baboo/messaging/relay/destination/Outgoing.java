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
 * @param part which of the event's parts, from 1
 * @param hops how often its message has gone from scenario to scenario
 * @param entry who talks with whom; null when nobody has told in time
 * @param traceparent what a receiver that traces goes on in; null when there is none
 */
public record Outgoing(
        UUID id,
        String eventId,
        int part,
        int hops,
        TwilioEvent event,
        @Nullable DirectoryEntry entry,
        Instant now,
        @Nullable String traceparent) {

    /** The same, as part of this span's trace. */
    public Outgoing within(@Nullable String span) {
        return new Outgoing(id, eventId, part, hops, event, entry, now, span);
    }
}
