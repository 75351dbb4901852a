package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ServiceEnvironmentTest {

    private final ServiceEnvironment environment =
            new ServiceEnvironment(new StackPorts(1000), new LocalFiles(Path.of("project")));

    @Test
    void everyAddressMovesWithTheOffset() {
        // when
        Map<String, String> settings = environment.of(StackService.RELAY, Map.of());

        // then
        assertThat(settings)
                .containsEntry("QUARKUS_HTTP_PORT", "9084")
                .containsEntry("QUARKUS_MANAGEMENT_PORT", "10084")
                .containsEntry("TWILIO_ORIGIN", "http://localhost:9090")
                .containsEntry("PUBLIC_BASE_URL", "http://localhost:9080")
                .containsEntry("KAFKA_BOOTSTRAP_SERVERS", "localhost:10093")
                .containsEntry("DATABASE_PORT", "6433");
    }

    @Test
    void whatProvisioningFoundReachesTheService() {
        assertThat(environment.of(StackService.TOKEN, Map.of("TWILIO_CONVERSATIONS_SERVICE_SID", "IS1")))
                .containsEntry("TWILIO_CONVERSATIONS_SERVICE_SID", "IS1");
    }

    @Test
    void sandboxAndServicesShareTheAccountAndTheHooksSecret() {
        // when
        Map<String, String> sandbox = environment.ofSandbox();
        Map<String, String> relay = environment.of(StackService.RELAY, Map.of());

        // then
        assertThat(relay)
                .containsEntry("TWILIO_AUTH_TOKEN", sandbox.get("TWILIO_AUTH_TOKEN"))
                .containsEntry("TWILIO_API_SECRET", sandbox.get("TWILIO_API_SECRET"));
        assertThat(sandbox.get("SANDBOX_MAKE_HOOKS")).endsWith("=" + relay.get("RELAY_MAKE_SECRET"));
    }

    @Test
    void onlyTheHashOfTheExternalApiKeyIsHandedOut() {
        assertThat(environment.of(StackService.CONVERSATION, Map.of()))
                .doesNotContainValue(LocalCredentials.EXTERNAL_API_KEY)
                .hasEntrySatisfying(
                        "EXTERNAL_API_KEY_SHA256", hash -> assertThat(hash).hasSize(64));
    }
}
