package travel.baboo.messaging.relay.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
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
        try {
            return json.readValue(next.event(), TwilioEvent.class);
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
        TwilioEvent event = of(next);
        String type = next.type() == null ? CloudEventAttributes.of(event).type() : next.type();
        return new Outgoing(next.id(), next.eventId(), type, next.hops(), event, claim.entry(), claim.now());
    }
}
