package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxCredentials;

class ServiceEnvironmentTest {

    private final ServiceEnvironment environment =
            new ServiceEnvironment(new StackPorts(1000), new LocalFiles(Path.of("project")), Optional.empty());

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
                .containsEntry("DATABASE_PORT", "6433")
                .containsEntry("CONSOLE_AUTHORIZATION_ENDPOINT", "http://localhost:9090/login/authorize")
                .containsEntry("CONSOLE_TOKEN_ENDPOINT", "http://localhost:9090/login/token");
    }

    @Test
    void aSecondInstanceHasItsOwnPortsJournalAndMembership() {
        ServiceEnvironment two = new ServiceEnvironment(
                new StackPorts(0), new LocalFiles(Path.of("project")), Optional.empty(), 2, Map.of("FURTHER", "yes"));

        Map<String, String> first = two.of(StackService.WEBHOOK_INGEST, 0, Map.of());
        Map<String, String> second = two.of(StackService.WEBHOOK_INGEST, 1, Map.of());

        assertThat(second)
                .containsEntry("QUARKUS_HTTP_PORT", "8183")
                .containsEntry("QUARKUS_MANAGEMENT_PORT", "9183")
                .containsEntry("KAFKA_GROUP_INSTANCE_ID", "local-2")
                .containsEntry("FURTHER", "yes");
        assertThat(second.get("INGEST_JOURNAL_DIRECTORY")).isNotEqualTo(first.get("INGEST_JOURNAL_DIRECTORY"));
        assertThat(two.ofSandbox())
                .containsEntry("SANDBOX_WEBHOOK_INGEST_SERVICE_URL", "http://localhost:8083,http://localhost:8183");
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
    void aRealAccountReachesTheServicesAndTheSandboxKeepsItsOwn() {
        // given
        Map<String, String> account = Map.of(
                "TWILIO_ACCOUNT_SID", "AC1",
                "TWILIO_AUTH_TOKEN", "token",
                "TWILIO_API_KEY", "SK1",
                "TWILIO_API_SECRET", "secret",
                "TWILIO_REGION", "ie1");
        TwilioAccess access = TwilioAccess.read(account, URI.create("https://example.ngrok.app"));
        LocalFiles files = new LocalFiles(Path.of("project"));
        ServiceEnvironment real = new ServiceEnvironment(new StackPorts(0), files.of(access), Optional.of(access));

        // when
        Map<String, String> service = real.of(StackService.CONVERSATION, Map.of());

        // then
        assertThat(service)
                .containsAllEntriesOf(account)
                .containsEntry("PUBLIC_BASE_URL", "https://example.ngrok.app")
                .containsEntry("JWT_PUBLIC_KEY_LOCATION", "http://localhost:8090/login/jwks")
                .containsEntry("WIDGET_ENABLED", "false")
                .containsEntry("BABOO_TWILIO_CONVERSATIONS_SERVICE_NAME", "Baboo Messaging (local)")
                .doesNotContainKeys(
                        "TWILIO_ORIGIN",
                        "TWILIO_PHONE_NUMBER",
                        "TWILIO_MESSAGING_SERVICE_SID",
                        "EXTERNAL_API_KEY_SHA256");
        assertThat(real.ofSandbox()).containsEntry("TWILIO_ACCOUNT_SID", SandboxCredentials.ACCOUNT_SID);
        assertThat(files.of(access).data("postgres"))
                .as("data of its own, below what reset wipes")
                .isEqualTo(files.root().resolve("data/AC1/postgres"));
    }

    @Test
    void aRealAccountIsNamedByWhatIsMissing() {
        assertThatThrownBy(() -> TwilioAccess.read(
                        Map.of("TWILIO_ACCOUNT_SID", "AC1", "TWILIO_API_KEY", " "), URI.create("https://example.com")))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("TWILIO_AUTH_TOKEN, TWILIO_API_KEY, TWILIO_API_SECRET");
    }

    @Test
    void onlyTheHashOfTheExternalApiKeyIsHandedOut() {
        assertThat(environment.of(StackService.CONVERSATION, Map.of()))
                .doesNotContainValue(LocalCredentials.EXTERNAL_API_KEY)
                .hasEntrySatisfying(
                        "EXTERNAL_API_KEY_SHA256", hash -> assertThat(hash).hasSize(64));
    }
}
