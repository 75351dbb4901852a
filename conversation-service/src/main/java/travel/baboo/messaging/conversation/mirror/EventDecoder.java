package travel.baboo.messaging.conversation.mirror;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Reads events from the topic. */
@Singleton
class EventDecoder {

    private final ObjectMapper json;

    EventDecoder(ObjectMapper json) {
        this.json = json;
    }

    /** The event in a record; an {@link UnappliableEventException} when it is none. */
    TwilioEvent decode(byte[] data) {
        try {
            return json.readValue(data, TwilioEvent.class);
        } catch (IOException notAnEvent) {
            throw new UnappliableEventException(
                    "not an event: " + notAnEvent.getClass().getSimpleName(), notAnEvent);
        }
    }
}
