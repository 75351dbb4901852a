package travel.baboo.messaging.sandbox.gateway;

import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * Where the gateway listens and where it sends requests: each service has one or more instances.
 *
 * @param host the address to listen on
 * @param port 0 picks a free one
 * @param timeout how long a service may take until its answer begins
 */
public record GatewayConfig(
        String host,
        int port,
        List<URI> tokenService,
        List<URI> conversationService,
        List<URI> webhookIngestService,
        List<URI> relayService,
        Duration timeout) {

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(30);

    public GatewayConfig {
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("SANDBOX_GATEWAY_PORT must be 0 to 65535");
        }
        tokenService = checked(tokenService);
        conversationService = checked(conversationService);
        webhookIngestService = checked(webhookIngestService);
        relayService = checked(relayService);
        if (timeout.isNegative() || timeout.isZero()) {
            throw new IllegalArgumentException("timeout must be positive");
        }
    }

    /**
     * Reads the variables {@code SANDBOX_…}; the defaults are the ports of the local stack. Instances are separated by commas.
     *
     * @throws IllegalArgumentException naming the invalid variable
     */
    public static GatewayConfig fromEnvironment(Map<String, String> environment) {
        return new GatewayConfig(
                environment.getOrDefault("SANDBOX_HOST", "127.0.0.1"),
                port(environment.getOrDefault("SANDBOX_GATEWAY_PORT", "8080")),
                service(environment, "SANDBOX_TOKEN_SERVICE_URL", 8081),
                service(environment, "SANDBOX_CONVERSATION_SERVICE_URL", 8082),
                service(environment, "SANDBOX_WEBHOOK_INGEST_SERVICE_URL", 8083),
                service(environment, "SANDBOX_RELAY_SERVICE_URL", 8084),
                DEFAULT_TIMEOUT);
    }

    private static int port(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("SANDBOX_GATEWAY_PORT must be a port number", e);
        }
    }

    private static List<URI> service(Map<String, String> environment, String name, int localPort) {
        String text = environment.getOrDefault(name, "http://127.0.0.1:" + localPort);
        return Arrays.stream(text.split(",", -1)).map(URI::create).toList();
    }

    private static List<URI> checked(List<URI> instances) {
        for (URI instance : instances) {
            if (!"http".equals(instance.getScheme()) || instance.getHost() == null) {
                throw new IllegalArgumentException("A service's URL must be http://host:port, not " + instance);
            }
        }
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("A service needs at least one URL");
        }
        return List.copyOf(instances);
    }
}
