package travel.baboo.messaging.relay.destination;

import java.util.Collection;

/** Provides the destinations of one kind. */
public interface DestinationSource {

    Collection<Destination> destinations();
}
