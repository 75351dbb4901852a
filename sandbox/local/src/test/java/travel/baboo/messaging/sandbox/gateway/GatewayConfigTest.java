package travel.baboo.messaging.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GatewayConfigTest {

    @Test
    void theDefaultsAreTheLocalStacks() {
        GatewayConfig config = GatewayConfig.fromEnvironment(Map.of());

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8080);
        assertThat(config.tokenService()).containsExactly(URI.create("http://127.0.0.1:8081"));
        assertThat(config.conversationService()).containsExactly(URI.create("http://127.0.0.1:8082"));
        assertThat(config.webhookIngestService()).containsExactly(URI.create("http://127.0.0.1:8083"));
        assertThat(config.relayService()).containsExactly(URI.create("http://127.0.0.1:8084"));
    }

    @Test
    void everyVariableCounts() {
        GatewayConfig config = GatewayConfig.fromEnvironment(Map.of(
                "SANDBOX_HOST", "0.0.0.0",
                "SANDBOX_GATEWAY_PORT", "2",
                "SANDBOX_TOKEN_SERVICE_URL", "http://t:1",
                "SANDBOX_CONVERSATION_SERVICE_URL", "http://c:1",
                "SANDBOX_WEBHOOK_INGEST_SERVICE_URL", "http://i:1",
                "SANDBOX_RELAY_SERVICE_URL", "http://r:1,http://r:2"));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.port()).isEqualTo(2);
        assertThat(config.tokenService()).containsExactly(URI.create("http://t:1"));
        assertThat(config.conversationService()).containsExactly(URI.create("http://c:1"));
        assertThat(config.webhookIngestService()).containsExactly(URI.create("http://i:1"));
        assertThat(config.relayService()).containsExactly(URI.create("http://r:1"), URI.create("http://r:2"));
    }

    @ParameterizedTest
    @CsvSource({
        "SANDBOX_GATEWAY_PORT, -1, SANDBOX_GATEWAY_PORT",
        "SANDBOX_GATEWAY_PORT, x, SANDBOX_GATEWAY_PORT",
        "SANDBOX_RELAY_SERVICE_URL, ftp://r, ftp://r"
    })
    void nonsenseIsRefused(String name, String value, String message) {
        assertThatThrownBy(() -> GatewayConfig.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }
}
