package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings of the sandbox's process. */
class SandboxConfigTest {

    @Test
    void withoutVariablesTheLocalStacksDefaultsHold() {
        SandboxConfig config = SandboxConfig.fromEnvironment(Map.of());

        assertThat(config.host()).isEqualTo("127.0.0.1");
        assertThat(config.port()).isEqualTo(8090);
        assertThat(config.dataDirectory()).isNull();
        assertThat(config.account().accountSid()).isEqualTo(SandboxCredentials.ACCOUNT_SID);
        assertThat(config.gatewayPort()).isEqualTo(8080);
    }

    @Test
    void everyVariableIsHeard() {
        SandboxConfig config = SandboxConfig.fromEnvironment(Map.ofEntries(
                Map.entry("SANDBOX_HOST", "0.0.0.0"),
                Map.entry("SANDBOX_PORT", "1"),
                Map.entry("SANDBOX_GATEWAY_PORT", "2"),
                Map.entry("SANDBOX_DATA_DIRECTORY", "data"),
                Map.entry("TWILIO_ACCOUNT_SID", "AC" + "1".repeat(32)),
                Map.entry("TWILIO_AUTH_TOKEN", "token"),
                Map.entry("TWILIO_API_KEY", "SK" + "1".repeat(32)),
                Map.entry("TWILIO_API_SECRET", "s".repeat(32)),
                Map.entry("TWILIO_PHONE_NUMBER", "+14155550001,+14155550002"),
                Map.entry("TWILIO_MESSAGING_SERVICE_SID", "MG" + "1".repeat(32)),
                Map.entry("TWILIO_CONVERSATIONS_SERVICE_SID", "IS" + "1".repeat(32)),
                Map.entry("SANDBOX_MAKE_HOOKS", "plain, signed=whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")));

        assertThat(config.host()).isEqualTo("0.0.0.0");
        assertThat(config.account().conversationsServiceSid()).isEqualTo("IS" + "1".repeat(32));
        assertThat(config.port()).isEqualTo(1);
        assertThat(config.dataDirectory()).isEqualTo(Path.of("data"));
        assertThat(config.account().authToken()).isEqualTo("token");
        assertThat(config.account().phoneNumbers()).containsExactly("+14155550001", "+14155550002");
        assertThat(config.makeHooks()).hasSize(2);
        assertThat(config.makeHooks().get(1).secret()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(config.gatewayPort()).isEqualTo(2);
    }

    @Test
    void aTakenPortIsNamed() {
        try (SandboxServer first = SandboxServer.start(SandboxConfig.forTests())) {
            String port = first.twilioOrigin().substring(first.twilioOrigin().lastIndexOf(':') + 1);
            SandboxConfig clash = SandboxConfig.fromEnvironment(Map.of("SANDBOX_PORT", port));

            assertThatThrownBy(() -> SandboxServer.start(clash)).hasMessageContaining(port);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SANDBOX_PORT, x",
        "SANDBOX_PORT, 70000",
        "SANDBOX_GATEWAY_PORT, -1",
        "TWILIO_ACCOUNT_SID, AC1",
        "TWILIO_API_KEY, AC1",
        "TWILIO_API_SECRET, short",
        "TWILIO_PHONE_NUMBER, 12",
        "TWILIO_MESSAGING_SERVICE_SID, MG"
    })
    void nonsenseIsRefusedByName(String name, String value) {
        assertThatThrownBy(() -> SandboxConfig.fromEnvironment(Map.of(name, value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(name);
    }
}
