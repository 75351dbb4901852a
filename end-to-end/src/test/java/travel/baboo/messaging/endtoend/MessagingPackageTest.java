package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxServer;

/** The package for browser apps, and the unmodified SDKs of Twilio in it, each against a sandbox of its own. */
class MessagingPackageTest {

    /** Runs both at once: they mostly wait, for two minutes of it offline. */
    @Test
    void runsOnBothVersionsOfTheSdk() throws IOException, InterruptedException {
        BrowserPackage built = BrowserPackage.build();

        CompletableFuture.allOf(List.of("test", "test:sdk-2").stream()
                        .map(script -> CompletableFuture.runAsync(() -> run(built, script)))
                        .toArray(CompletableFuture[]::new))
                .join();
    }

    private static void run(BrowserPackage built, String script) {
        try {
            Certificate certificate =
                    Certificate.create(BrowserPackage.FOLDER.resolve("certificate-" + script.replace(':', '-')));
            try (SandboxServer sandbox = SandboxServer.start(SandboxConfig.fromEnvironment(Map.of(
                    "SANDBOX_PORT", "0",
                    "SANDBOX_TLS_PORT", "0",
                    "SANDBOX_TLS_KEY_STORE", certificate.keyStore().toString())))) {
                built.run(
                        script,
                        Map.of(
                                "SANDBOX_URL", sandbox.twilioOrigin(),
                                "SANDBOX_TLS_URL", sandbox.tlsOrigin(),
                                "NODE_EXTRA_CA_CERTS", certificate.pem().toString()));
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
