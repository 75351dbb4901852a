package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page's chat: Twilio's SDK is served from where npm put it, and nothing is missing without it. */
class PageTest {

    private static final String SDK = "/sdk/twilio-conversations.min.js";

    @TempDir
    Path folder;

    @Test
    void servesTheSdkThatNpmFetched() throws IOException {
        Files.writeString(
                Files.createDirectory(folder.resolve("builds")).resolve("twilio-conversations.min.js"),
                "/* @license */");
        try (SandboxServer sandbox = start(Map.of("SANDBOX_SDK_DIRECTORY", folder.toString()))) {
            assertThat(get(sandbox, SDK).text()).isEqualTo("/* @license */");
            assertThat(get(sandbox, SDK).headers().firstValue("Content-Type"))
                    .hasValueSatisfying(type -> assertThat(type).startsWith("text/javascript"));
        }
    }

    @Test
    void saysNothingInPlaceOfAnSdkThatIsNotThere() {
        try (SandboxServer sandbox = start(Map.of())) {
            assertThat(get(sandbox, SDK).status()).isEqualTo(200);
            assertThat(get(sandbox, SDK).text()).isEmpty();
        }
        try (SandboxServer sandbox = start(Map.of("SANDBOX_SDK_DIRECTORY", folder.toString()))) {
            assertThat(get(sandbox, SDK).status()).isEqualTo(404);
        }
    }

    @Test
    void mayConnectToItselfAndTheGatewayOnly() {
        try (SandboxServer sandbox = start(Map.of())) {
            assertThat(get(sandbox, "/").headers().firstValue("Content-Security-Policy"))
                    .hasValueSatisfying(policy ->
                            assertThat(policy).contains("connect-src 'self' ws: http://*:8080;", "default-src 'none'"));
        }
    }

    private static SandboxServer start(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(more);
        environment.put("SANDBOX_PORT", "0");
        return SandboxServer.start(SandboxConfig.fromEnvironment(environment));
    }

    private static Reply get(SandboxServer sandbox, String path) {
        return Http.send("GET", sandbox.twilioOrigin() + path, null, Map.of());
    }
}
