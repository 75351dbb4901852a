package travel.baboo.messaging.sandbox.gateway;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service answers which path: a prefix covers itself and everything below it. */
final class GatewayRoutes {

    private final Map<String, List<URI>> services;

    GatewayRoutes(GatewayConfig config) {
        this.services = Map.of(
                "/api/twilio/token", config.tokenService(),
                "/chat-widget", config.tokenService(),
                "/api/inquiries", config.conversationService(),
                "/api/conversations", config.conversationService(),
                "/api/external", config.conversationService(),
                "/api/admin", config.conversationService(),
                "/api/webhooks", config.webhookIngestService(),
                "/api/deliveries", config.relayService(),
                "/api/destinations", config.relayService(),
                "/api/dead-letters", config.relayService());
    }

    /** The instances of the service. */
    Optional<List<URI>> find(String path) {
        return services.entrySet().stream()
                .filter(route -> path.equals(route.getKey()) || path.startsWith(route.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
