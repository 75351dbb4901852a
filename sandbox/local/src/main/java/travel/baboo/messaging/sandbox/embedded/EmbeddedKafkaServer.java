package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import travel.baboo.messaging.sandbox.http.FreePorts;

/**
 * A real Kafka broker in a process of its own, with its controller in it, listening on the loopback interface only. A record that was
 * acknowledged survives the death of that process. Stops on {@link #close}, and when this JVM ends in any way.
 */
public final class EmbeddedKafkaServer implements AutoCloseable {

    private static final long STOP_SECONDS = 15;

    private final KafkaSettings settings;
    private final Path directory;
    private final Process process;

    private EmbeddedKafkaServer(KafkaSettings settings, Path directory, Process process) {
        this.settings = settings;
        this.directory = directory;
        this.process = process;
    }

    /**
     * Starts the broker and returns when a client can use it.
     *
     * @throws IOException when it does not start, with the end of its log
     */
    public static EmbeddedKafkaServer start(KafkaSettings settings) throws IOException, InterruptedException {
        Path directory = settings.dataDirectory().isPresent()
                ? Files.createDirectories(settings.dataDirectory().get())
                : Files.createTempDirectory("baboo-kafka-");
        KafkaSettings resolved = settings.withPorts(
                        FreePorts.orFree(settings.port()), FreePorts.orFree(settings.controllerPort()))
                .withLogFile(settings.logFile().orElse(directory.resolve("kafka.log")));
        EmbeddedKafkaServer server = new EmbeddedKafkaServer(resolved, directory, launch(resolved, directory));
        OrphanGuard.shared().watch(server.process.toHandle());
        try {
            server.admin().awaitReady(server.process);
            return server;
        } catch (IOException | InterruptedException e) {
            server.reportAndClose(e);
            throw e;
        }
    }

    /** What clients connect to, as {@code host:port}. */
    public String bootstrapServers() {
        return "localhost:" + settings.port();
    }

    public int port() {
        return settings.port();
    }

    /** The broker's process. */
    public ProcessHandle process() {
        return process.toHandle();
    }

    /** Creates a topic with settings of its own, {@code cleanup.policy} for instance; leaves one that exists as it is. */
    public void createTopic(String name, int partitions, Map<String, String> configuration)
            throws IOException, InterruptedException {
        admin().createTopic(name, partitions, configuration);
    }

    /** Stops the broker and deletes its data if that was temporary. Can be repeated. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly().waitFor();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        if (settings.dataDirectory().isEmpty()) {
            Directories.delete(directory);
        }
    }

    private KafkaAdmin admin() {
        return new KafkaAdmin(settings.port());
    }

    private void reportAndClose(Exception cause) throws IOException {
        if (settings.logFile().isPresent()) {
            List<String> tail = FileTail.lastLines(settings.logFile().get(), 30);
            cause.addSuppressed(new IOException("Kafka's last words:\n" + String.join("\n", tail)));
        }
        close();
    }

    private static Process launch(KafkaSettings settings, Path directory) throws IOException {
        Path properties = directory.resolve("server.properties");
        writeProperties(KafkaProperties.of(settings, directory.resolve("topics")), properties);
        List<String> command = JavaCommand.ofMainClass(
                settings.jvmOptions(), KafkaMain.class.getName(), List.of(properties.toString()));
        return new ProcessBuilder(OrphanGuard.shieldedFromTerminal(command))
                .redirectErrorStream(true)
                .redirectOutput(settings.logFile()
                        .map(file -> Redirect.appendTo(file.toFile()))
                        .orElse(Redirect.DISCARD))
                .start();
    }

    private static void writeProperties(Properties properties, Path file) throws IOException {
        try (OutputStream stream = Files.newOutputStream(file)) {
            properties.store(stream, null);
        }
    }
}
