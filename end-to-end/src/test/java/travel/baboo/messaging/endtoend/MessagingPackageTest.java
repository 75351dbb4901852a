package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxServer;

/** The package for browser apps, and the unmodified SDKs of Twilio in it, against the sandbox. */
class MessagingPackageTest {

    @TempDir
    static Path folder;

    private static BrowserPackage built;
    private static SandboxServer sandbox;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        built = BrowserPackage.build(folder);
        sandbox = SandboxServer.start(SandboxConfig.forTests());
    }

    @AfterAll
    static void stop() {
        if (sandbox != null) {
            sandbox.close();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"test", "test:sdk-2"})
    void runsOnBothVersionsOfTheSdk(String script) throws IOException, InterruptedException {
        built.run(script, Map.of("SANDBOX_URL", sandbox.twilioOrigin()));
    }
}
