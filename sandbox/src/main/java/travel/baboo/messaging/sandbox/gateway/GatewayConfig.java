package travel.baboo.messaging.sandbox.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * Where the gateway listens and where it sends requests.
 *
 * @param port 0 picks a free one
 * @param timeout how long a service may take until its answer begins
 */
public record GatewayConfig(
        int port,
        URI tokenService,
        URI conversationService,
        URI webhookIngestService,
        URI relayService,
        Duration timeout) {

    public static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public GatewayConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("SANDBOX_GATEWAY_PORT must be 0 to 65535");
        }
        for (URI service : List.of(tokenService, conversationService, webhookIngestService, relayService)) {
            if (!"http".equals(service.getScheme()) || service.getHost() == null) {
                throw new IllegalArgumentException("A service's URL must be http://host:port, not " + service);
            }
        }
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
    }
}
