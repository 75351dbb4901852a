package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The Angular app of {@code examples/inbox} in a real browser, through the packaged services: the tests beside it. */
class InboxIT {

    private static final Path APP = Path.of("examples/inbox");

    @TempDir
    Path stackFolder;

    @TempDir
    Path appFolder;

    @Test
    void isWhatPeopleExpectOfAnInbox() throws Exception {
        Path chromium = chromium();
        try (BorrowedStack stack = new BorrowedStack(stackFolder)) {
            Process up = stack.start("up", Map.of(), stack.portOffset());
            try {
                // The build takes about as long as the start.
                Npm app = build();
                stack.awaitReady(up);
                app.show(
                        "test",
                        Map.of(
                                "GATEWAY_URL", "http://localhost:" + stack.port(8080),
                                "SANDBOX_URL", "http://localhost:" + stack.port(8090),
                                "CHROMIUM", chromium.toString()));
            } finally {
                BorrowedStack.end(up);
            }
        }
    }

    private Npm build() throws IOException, InterruptedException {
        BrowserPackage.build(appFolder);
        Project.copySources(APP, appFolder);
        Npm npm = new Npm(appFolder.resolve(APP));
        npm.install();
        npm.run("build");
        return npm;
    }

    private static Path chromium() {
        return Stream.of(System.getenv("PATH").split(":"))
                .map(folder -> Path.of(folder, "chromium"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseGet(() -> Assertions.fail(
                        "The browser tests need a chromium on the PATH: apt-get install chromium, or link Chrome under that name."));
    }
}
