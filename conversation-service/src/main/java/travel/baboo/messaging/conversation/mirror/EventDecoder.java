package travel.baboo.messaging.conversation.mirror;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.event.TwilioEvents;

/** Reads events from the topic. */
@Singleton
class EventDecoder {

    private final ObjectMapper json;

    EventDecoder(ObjectMapper json) {
        this.json = json;
    }

    /** The event in a record's value, which may be null; an {@link UnappliableEventException} when it is none. */
    TwilioEvent decode(byte @Nullable [] data) {
        try {
            return TwilioEvents.read(json, data);
        } catch (IOException notAnEvent) {
            throw new UnappliableEventException(String.valueOf(notAnEvent.getMessage()), notAnEvent);
        }
    }
}
