package travel.baboo.messaging.relay.destination;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.http.TwilioRestClient;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jboss.logging.Logger;
import travel.baboo.messaging.common.twilio.TwilioConfig;
import travel.baboo.messaging.relay.RelayConfig;

/** All destinations that the settings name. */
@Singleton
public class Destinations {

    private static final Logger LOG = Logger.getLogger(Destinations.class);

    private final Map<String, Destination> byName;

    Destinations(
            RelayConfig config,
            TwilioConfig twilio,
            TwilioRestClient client,
            HttpSender http,
            MessageLabels labels,
            ObjectMapper json) {
        Map<String, Destination> found = new TreeMap<>();
        config.make().forEach((name, hook) -> {
            if (hook.url().isPresent()) {
                found.put(name, new MakeDestination(name, hook, http, labels, json));
            }
        });
        if (config.sms().enabled()) {
            found.put(SmsDestination.NAME, new SmsDestination(client, twilio, config.sms(), labels));
        }
        this.byName = Collections.unmodifiableMap(found);
        LOG.infof("destinations=%s Messages go out to these", byName.values());
    }

    public Collection<Destination> all() {
        return byName.values();
    }

    public Optional<Destination> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }
}
