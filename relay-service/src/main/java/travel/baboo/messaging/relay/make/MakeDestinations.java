package travel.baboo.messaging.relay.make;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import travel.baboo.messaging.relay.RelayConfig;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.DestinationSource;
import travel.baboo.messaging.relay.destination.MessageLabels;
import travel.baboo.messaging.relay.network.HttpSenders;

/** The Make.com hooks that the settings name. */
@Singleton
class MakeDestinations implements DestinationSource {

    private final List<Destination> hooks;

    MakeDestinations(RelayConfig config, HttpSenders senders, MessageLabels labels, ObjectMapper json) {
        List<Destination> found = new ArrayList<>();
        MakePayloads payloads = new MakePayloads(labels, json);
        config.make().forEach((name, hook) -> hook.url()
                .ifPresent(url -> found.add(new MakeDestination(
                        name,
                        hook,
                        config.lanes().directoryPatience(),
                        senders.forDestination(name, url, hook.concurrency()),
                        payloads,
                        labels,
                        json))));
        this.hooks = List.copyOf(found);
    }

    @Override
    public Collection<Destination> destinations() {
        return hooks;
    }
}
