package travel.baboo.messaging.relay.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import travel.baboo.messaging.common.event.CloudEventAttributes;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.relay.destination.Outgoing;

/** Events between deliveries and channels. */
@Singleton
class StoredEvents {

    private final ObjectMapper json;

    StoredEvents(ObjectMapper json) {
        this.json = json;
    }

    TwilioEvent of(Head head) {
        try {
            return json.readValue(head.event(), TwilioEvent.class);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what was kept is always an event", e);
        }
    }

    /** Whether the event belongs to a conversation, so that the directory may know it. */
    boolean inConversation(Head head) {
        return of(head).conversationSid() != null;
    }

    /** The delivery as its channel gets it. */
    Outgoing outgoing(Claim claim, Head head) {
        TwilioEvent event = of(head);
        String type = head.type() == null ? CloudEventAttributes.of(event).type() : head.type();
        return new Outgoing(head.id(), head.eventId(), type, head.hops(), event, claim.entry(), claim.now());
    }
}
