package travel.baboo.messaging.sandbox.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** A packaged service in a process of its own, which can be killed. Stops on {@link #close}, and when this JVM ends in any way. */
public final class ServiceProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(50);
    private static final long STOP_SECONDS = 20;

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int port;
    private final int managementPort;

    private ServiceProcess(Process process, Path log, int port, int managementPort) {
        this.process = process;
        this.log = log;
        this.port = port;
        this.managementPort = managementPort;
    }

    /**
     * Starts an instance; does not wait until it is ready.
     *
     * @param program what is run: a jar, or a native executable
     * @param log where its output is appended
     * @param settings its configuration, by the names of properties
     * @throws IOException when the service is not packaged
     */
    public static ServiceProcess start(Path program, Path log, Map<String, String> settings) throws IOException {
        if (!Files.exists(program)) {
            throw new IOException("The service is not packaged: " + program);
        }
        int port = FreePorts.find();
        int management = FreePorts.find();
        List<String> options = new ArrayList<>(List.of(
                "-Dquarkus.http.host=127.0.0.1",
                "-Dquarkus.http.port=" + port,
                "-Dquarkus.management.host=127.0.0.1",
                "-Dquarkus.management.port=" + management));
        settings.forEach((name, value) -> options.add("-D" + name + "=" + value));
        Process process = new ProcessBuilder(command(program, options))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
                .start();
        OrphanGuard.shared().watch(process.toHandle());
        return new ServiceProcess(process, log, port, management);
    }

    private static List<String> command(Path program, List<String> options) {
        if (program.toString().endsWith(".jar")) {
            return JavaCommand.ofJar(options, program, List.of());
        }
        List<String> command = new ArrayList<>(List.of(program.toAbsolutePath().toString()));
        command.addAll(options);
        return command;
    }

    /** Returns when the service says that it is ready. */
    public ServiceProcess awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (isReady()) {
                return this;
            }
            Thread.sleep(PAUSE.toMillis());
        }
        close();
        throw new IOException("The service did not get ready: " + Files.readString(log));
    }

    private boolean isReady() throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + managementPort + "/q/health/ready"))
                .timeout(Duration.ofSeconds(5))
                .build();
        try {
            return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    /** Where it serves. */
    public String origin() {
        return "http://127.0.0.1:" + port;
    }

    /** {@code kill -9}; returns when the process is gone. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
