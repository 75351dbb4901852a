package travel.baboo.messaging.conversation.mirror;

import java.util.List;
import travel.baboo.messaging.common.event.TwilioEvent;

/** Events as if each was published when it was received. */
final class Arrivals {

    private Arrivals() {}

    static List<Arrival> of(List<TwilioEvent> events) {
        return events.stream()
                .map(event -> new Arrival(event, event.receivedAt()))
                .toList();
    }
}
