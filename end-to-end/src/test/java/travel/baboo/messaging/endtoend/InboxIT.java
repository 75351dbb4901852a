package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * In a real browser, through the packaged services: the Angular app of {@code examples/inbox}, the widget's calls, the operators'
 * console and the sandbox's page, by the tests beside the app. Then the demo with Twilio's own SDK.
 */
class InboxIT {

    private static final Path APP = Path.of("examples/inbox");
    private static final int MINUTES = 15;

    @TempDir
    Path folder;

    @Test
    void isWhatPeopleExpectOfAnInbox() throws Exception {
        Path chromium = chromium();
        try (BorrowedStack stack = new BorrowedStack(folder)) {
            // First: the chat on the sandbox's page and the demo need the SDK that comes with it.
            BrowserPackage.build();
            Files.createSymbolicLink(folder.resolve("packages"), BrowserPackage.FOLDER.resolve("packages"));
            Process up = stack.start("up", Map.of(), stack.portOffset());
            try {
                // Takes about as long as the start.
                Npm app = build();
                stack.awaitReady(up);
                app.show(
                        "test",
                        Map.of(
                                "GATEWAY_URL", "http://localhost:" + stack.port(8080),
                                "SANDBOX_URL", "http://localhost:" + stack.port(8090),
                                "CHROMIUM", chromium.toString()));
                theDemoConnectsTheSdk(stack);
            } finally {
                BorrowedStack.end(up);
                // Deleting the folder must not follow the link.
                Files.delete(folder.resolve("packages"));
            }
        }
    }

    private Npm build() throws IOException, InterruptedException {
        Project.copySources(APP, BrowserPackage.FOLDER);
        Npm npm = new Npm(BrowserPackage.FOLDER.resolve(APP));
        npm.install();
        npm.run("build");
        return npm;
    }

    private static void theDemoConnectsTheSdk(BorrowedStack stack) throws IOException, InterruptedException {
        Process demo = stack.start("demo", Map.of());
        assertThat(demo.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(demo.exitValue()).as(stack.log("demo")).isZero();
        assertThat(stack.log("demo")).containsPattern("Twilio's SDK +connects, version and identity 3\\.");
    }

    private static Path chromium() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(entry -> Path.of(entry, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(
                        () -> Assertions.fail(
                                "The browser tests need a chromium on the PATH: apt-get install chromium, or link Chrome under that name."));
    }
}
