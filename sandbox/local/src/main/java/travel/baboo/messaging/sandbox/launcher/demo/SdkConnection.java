package travel.baboo.messaging.sandbox.launcher.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Twilio's own SDK, run by Node: connects with a token as an app does. */
final class SdkConnection {

    private static final int PATIENCE_SECONDS = 20;

    private final Path script;
    private final Path node;

    private SdkConnection(Path script, Path node) {
        this.script = script;
        this.node = node;
    }

    /** Empty where there is no Node, or npm has not fetched the SDK. */
    static Optional<SdkConnection> find(Path messagingPackage) {
        Path script = messagingPackage.resolve("example/connect.mjs");
        if (!Files.isRegularFile(script)
                || !Files.isDirectory(messagingPackage.resolve("node_modules/@twilio/conversations"))) {
            return Optional.empty();
        }
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(folder -> Path.of(folder, "node"))
                .filter(Files::isExecutable)
                .findFirst()
                .map(node -> new SdkConnection(script, node));
    }

    /** What the script says: the SDK's version and the identity it connected as. */
    String connect(String token, String webSocket) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(node.toString(), script.toString()).redirectErrorStream(true);
        builder.environment().put("TOKEN", token);
        builder.environment().put("WEB_SOCKET", webSocket);
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new StoryException("Twilio's SDK does not connect: " + said);
            }
            return said;
        } catch (IOException e) {
            throw new StoryException("Node does not start", e);
        }
    }
}
