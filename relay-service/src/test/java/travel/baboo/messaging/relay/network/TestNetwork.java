package travel.baboo.messaging.relay.network;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings of the network. */
record TestNetwork(boolean httpAllowed, List<String> ranges) implements NetworkConfig {

    @Override
    public Optional<List<String>> allowedAddresses() {
        return Optional.of(ranges);
    }

    @Override
    public Duration connectTimeout() {
        return Duration.ofSeconds(2);
    }

    @Override
    public Duration addressLifetime() {
        return Duration.ofSeconds(30);
    }
}
