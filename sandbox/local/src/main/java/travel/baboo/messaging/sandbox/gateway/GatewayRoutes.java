package travel.baboo.messaging.sandbox.gateway;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which service answers which path: a prefix covers itself and everything below it. */
final class GatewayRoutes {

    private final Map<String, List<URI>> services;

    GatewayRoutes(GatewayConfig config) {
        this.services = Map.ofEntries(
                Map.entry("/api/twilio/token", config.tokenService()),
                Map.entry("/chat-widget", config.tokenService()),
                Map.entry("/api/inquiries", config.conversationService()),
                Map.entry("/api/conversations", config.conversationService()),
                Map.entry("/api/external", config.conversationService()),
                Map.entry("/api/admin", config.conversationService()),
                Map.entry("/api/webhooks", config.webhookIngestService()),
                Map.entry("/api/deliveries", config.relayService()),
                Map.entry("/api/destinations", config.relayService()),
                Map.entry("/api/dead-letters", config.relayService()),
                Map.entry("/api/audit", config.relayService()),
                Map.entry("/console", config.relayService()));
    }

    /** The instances of the service. */
    Optional<List<URI>> find(String path) {
        return services.entrySet().stream()
                .filter(route -> path.equals(route.getKey()) || path.startsWith(route.getKey() + "/"))
                .map(Map.Entry::getValue)
                .findFirst();
    }
}
