package travel.baboo.messaging.relay.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.directory.DirectoryEntry;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.destination.Outgoing;

/** Converts events between deliveries and channels. */
@Singleton
class StoredEvents {

    private final ObjectMapper json;

    StoredEvents(ObjectMapper json) {
        this.json = json;
    }

    TwilioEvent of(NextDelivery next) {
        return read(next.event());
    }

    private TwilioEvent read(String event) {
        try {
            return json.readValue(event, TwilioEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept is always an event", e);
        }
    }

    /** Whether the event belongs to a conversation, which the directory may know. */
    boolean inConversation(NextDelivery next) {
        return of(next).conversationSid() != null;
    }

    /** The delivery in the form for its channel. */
    Outgoing outgoing(Claim claim, NextDelivery next) {
        return outgoing(next.id(), next.eventId(), next.type(), next.hops(), next.event(), claim.entry(), claim.now());
    }

    /**
     * The same of the stored values.
     *
     * @param type null in deliveries of earlier releases
     */
    Outgoing outgoing(
            UUID id,
            String eventId,
            @Nullable String type,
            int hops,
            String stored,
            @Nullable DirectoryEntry entry,
            Instant now) {
        TwilioEvent event = read(stored);
        String known = type == null ? CloudEventAttributes.of(event).type() : type;
        return new Outgoing(id, eventId, known, hops, event, entry, now);
    }
}
