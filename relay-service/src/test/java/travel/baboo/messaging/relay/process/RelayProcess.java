package travel.baboo.messaging.relay.process;

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
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** One instance of the packaged service. */
public final class RelayProcess implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final long TICKS_PER_SECOND = 100;

    /** For the service's JVM, separated by blanks: a flight recording, for instance. */
    private static final List<String> EXTRA_OPTIONS = Stream.of(
                    System.getProperty("benchmark.jvm", "").split(" "))
            .filter(option -> !option.isBlank())
            .toList();

    private final HttpClient http = HttpClient.newHttpClient();
    private final Process process;
    private final Path log;
    private final int managementPort;

    private RelayProcess(Process process, Path log, int managementPort) {
        this.process = process;
        this.log = log;
        this.managementPort = managementPort;
    }

    /** Starts an instance; does not wait until it is ready. */
    public static RelayProcess start(Path log, Map<String, String> settings, List<String> options) throws IOException {
        Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException("The service is not packaged");
        }
        int management = FreePorts.find();
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx512m", "-XX:+UseSerialGC"));
        command.addAll(options);
        command.addAll(EXTRA_OPTIONS);
        command.addAll(List.of("-jar", jar.toString()));
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
        builder.environment().putAll(settings);
        builder.environment()
                .putAll(Map.of(
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "QUARKUS_HTTP_PORT", "0",
                        "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                        "QUARKUS_MANAGEMENT_PORT", Integer.toString(management)));
        return new RelayProcess(builder.start(), log, management);
    }

    public RelayProcess awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            try {
                if (get("/q/health/ready").statusCode() == 200) {
                    return this;
                }
            } catch (IOException notYet) {
                // It does not listen yet.
            }
            Thread.sleep(100);
        }
        close();
        throw new IOException("The service did not get ready: " + Files.readString(log));
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path))
                .header("Accept", "text/plain, application/json")
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** The sum of a metric's samples whose line begins so. */
    public double metric(String beginning) throws IOException, InterruptedException {
        return get("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** CPU time that the process has taken, user and system. */
    public Duration cpu() throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 20);
        return Duration.ofNanos((Long.parseLong(fields[11]) + Long.parseLong(fields[12]))
                * (TimeUnit.SECONDS.toNanos(1) / TICKS_PER_SECOND));
    }

    /** Stops the process like an orchestrator; returns when it has ended. */
    public void stop() throws InterruptedException {
        process.destroy();
        process.waitFor();
    }

    /** {@code kill -9}. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
