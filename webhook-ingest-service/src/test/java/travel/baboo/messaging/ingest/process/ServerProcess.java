package travel.baboo.messaging.ingest.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
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
import travel.baboo.messaging.sandbox.embedded.OrphanGuard;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** A server in a process of its own, on the JVM as it is deployed: no laptop's options. */
public final class ServerProcess implements AutoCloseable {

    public static final String PUBLIC_BASE_URL = "https://api.example.com";
    public static final String AUTH_TOKEN = "0123456789abcdef0123456789abcdef";
    public static final String ACCOUNT_SID = "AC00000000000000000000000000000001";

    private static final Duration PATIENCE = Duration.ofMinutes(3);
    /** For the service's JVM, separated by blanks: a flight recording, for instance. */
    private static final List<String> EXTRA_OPTIONS = Stream.of(
                    System.getProperty("benchmark.jvm", "").split(" "))
            .filter(option -> !option.isBlank())
            .toList();

    private static final Duration ANSWER_LIMIT = Duration.ofSeconds(20);

    /** One for all requests: a client that nothing refers to any more may leave its last request without an answer. */
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Process process;
    private final int port;
    private final int managementPort;

    private ServerProcess(Process process, int port, int managementPort) {
        this.process = process;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Another main class of the tests, whose only argument is its port. */
    public static ServerProcess ofMainClass(Class<?> mainClass, Path log) throws IOException, InterruptedException {
        int port = FreePorts.find();
        List<String> command = java();
        command.addAll(
                List.of("-cp", System.getProperty("java.class.path"), mainClass.getName(), Integer.toString(port)));
        return start(command, Map.of(), log, port, 0);
    }

    /** Another program; its port follows the first words of its command. */
    public static ServerProcess ofProgram(List<String> program, List<String> arguments, Path log)
            throws IOException, InterruptedException {
        int port = FreePorts.find();
        List<String> command = new ArrayList<>(program);
        command.add(Integer.toString(port));
        command.addAll(arguments);
        return start(command, Map.of(), log, port, 0);
    }

    /** The packaged service with all that it does switched on. */
    public static ServerProcess ingest(Path folder, String name, String bootstrapServers)
            throws IOException, InterruptedException {
        Path jar = Path.of("target", "quarkus-app", "quarkus-run.jar");
        if (!Files.exists(jar)) {
            throw new IOException("The service is not packaged; ./benchmark does it");
        }
        List<String> command = java();
        command.addAll(EXTRA_OPTIONS);
        command.addAll(List.of("-jar", jar.toString()));
        return ingest(command, folder, name, bootstrapServers);
    }

    /** The same, started by another command: its native executable. */
    public static ServerProcess ingest(List<String> command, Path folder, String name, String bootstrapServers)
            throws IOException, InterruptedException {
        int port = FreePorts.find();
        int management = FreePorts.find();
        Map<String, String> environment = Map.of(
                "QUARKUS_HTTP_HOST",
                "127.0.0.1",
                "QUARKUS_HTTP_PORT",
                Integer.toString(port),
                "QUARKUS_MANAGEMENT_HOST",
                "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT",
                Integer.toString(management),
                "TWILIO_ACCOUNT_SID",
                ACCOUNT_SID,
                "TWILIO_AUTH_TOKEN",
                AUTH_TOKEN,
                "PUBLIC_BASE_URL",
                PUBLIC_BASE_URL,
                "KAFKA_BOOTSTRAP_SERVERS",
                bootstrapServers,
                "INGEST_JOURNAL_DIRECTORY",
                folder.resolve(name + "-journal").toString());
        return start(command, environment, folder.resolve(name + ".log"), port, management);
    }

    private static List<String> java() {
        return new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC"));
    }

    private static ServerProcess start(
            List<String> command, Map<String, String> environment, Path log, int port, int management)
            throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        ServerProcess server = new ServerProcess(builder.start(), port, management);
        OrphanGuard.shared().watch(server.process.toHandle());
        server.awaitListening(log);
        return server;
    }

    /** Both ports: that of the metrics opens a little after the other. */
    private void awaitListening(Path log) throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() < end && process.isAlive()) {
            if (isOpen(port) && (managementPort == 0 || isOpen(managementPort))) {
                return;
            }
            Thread.sleep(50);
        }
        close();
        throw new IOException("A server did not start: " + Files.readString(log));
    }

    private static boolean isOpen(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException notYet) {
            return false;
        }
    }

    public int port() {
        return port;
    }

    public long pid() {
        return process.pid();
    }

    /** The heap that is left after a full collection, in MiB: what the service really holds. */
    public double liveHeapMegabytes() throws IOException, InterruptedException {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        int status = new ProcessBuilder(jcmd.toString(), Long.toString(process.pid()), "GC.run")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IOException("jcmd ended with " + status);
        }
        return metric("jvm_memory_used_bytes{area=\"heap\"") / (1 << 20);
    }

    /** Resident memory in MiB. */
    public long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    /** The sum of a metric's samples whose line begins so. */
    public double metric(String beginning) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + "/q/metrics"))
                .header("Accept", "text/plain")
                .timeout(ANSWER_LIMIT)
                .build();
        return http.send(request, HttpResponse.BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(beginning))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** As a power cut would. */
    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /** Stops the process, waits until it has ended, and returns how long that took. */
    public Duration stop() throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("The service did not stop within a minute");
        }
        return Duration.ofNanos(System.nanoTime() - start);
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
