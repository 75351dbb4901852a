package travel.baboo.messaging.relay.destination;

import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import travel.baboo.messaging.relay.flow.CircuitConfig;
import travel.baboo.messaging.relay.flow.Throttle;

/** All configured destinations, each with its throttle. */
@Singleton
public class Destinations {

    private static final Logger LOG = Logger.getLogger(Destinations.class);

    private final Map<String, Destination> byName;
    private final Map<String, Throttle> throttles;

    Destinations(@All List<DestinationSource> sources, CircuitConfig circuit, Clock clock) {
        Map<String, Destination> found = new TreeMap<>();
        Map<String, Throttle> before = new TreeMap<>();
        for (DestinationSource source : sources) {
            for (Destination destination : source.destinations()) {
                if (found.put(destination.name(), destination) != null) {
                    throw new IllegalStateException("two destinations are called " + destination.name());
                }
                before.put(
                        destination.name(),
                        new Throttle(destination.name(), destination.policy().traffic(), circuit, clock));
            }
        }
        this.byName = Collections.unmodifiableMap(found);
        this.throttles = Collections.unmodifiableMap(before);
        LOG.infof("destinations=%s Destinations are configured", byName.values());
    }

    public Collection<Destination> all() {
        return byName.values();
    }

    public Optional<Destination> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The throttles by destination. */
    public Map<String, Throttle> throttles() {
        return throttles;
    }
}
