package travel.baboo.messaging.conversation.provision;

import com.twilio.http.TwilioRestClient;
import com.twilio.rest.events.v1.Sink;
import com.twilio.rest.events.v1.Subscription;
import com.twilio.rest.events.v1.subscription.SubscribedEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Our sinks of Event Streams at Twilio and what they are subscribed to. Only reads; blocks. */
final class EventStreams {

    private final TwilioRestClient client;

    EventStreams(TwilioRestClient client) {
        this.client = client;
    }

    /** What the sinks of a service are called: an account may have several environments. */
    static String description(String service) {
        return "Baboo Messaging " + service;
    }

    /** Every webhook sink of this service, and any other with this destination. */
    List<Sink> sinks(String service, StreamTarget target) {
        List<Sink> found = new ArrayList<>();
        for (Sink sink : Sink.reader().read(client)) {
            boolean ours = description(service).equals(sink.getDescription());
            if (sink.getSinkType() == Sink.SinkType.WEBHOOK && (ours || target.matches(sink.getSinkConfiguration()))) {
                found.add(sink);
            }
        }
        return found;
    }

    /** Twilio allows one subscription for a sink. */
    Optional<Subscription> subscription(String sink) {
        List<Subscription> found = new ArrayList<>();
        Subscription.reader().setSinkSid(sink).read(client).forEach(found::add);
        return found.stream().findFirst();
    }

    /** The schema versions of the subscribed types. */
    Map<String, Integer> versions(String subscription) {
        Map<String, Integer> versions = new HashMap<>();
        SubscribedEvent.reader(subscription)
                .read(client)
                .forEach(event -> versions.put(event.getType(), event.getSchemaVersion()));
        return versions;
    }
}
