package travel.baboo.messaging.token.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.benchmark.Recording;
import travel.baboo.messaging.token.FakeLogin;
import travel.baboo.messaging.token.issuing.TokenPaths;

/**
 * Measures the token endpoint beside a constant behind the same check of the app JWT, in turns, in one run:
 * {@code ./benchmark token}.
 *
 * <p>Every token is logged, as JSON to a file. Named so that no build runs it.
 */
@QuarkusTest
@TestProfile(EndpointBenchmark.AsDeployed.class)
@WithTestResource(FakeLogin.class)
class EndpointBenchmark {

    private static final int ROUNDS = Integer.getInteger("benchmark.rounds", 6);
    private static final int ROUND_SECONDS = Integer.getInteger("benchmark.seconds", 5);
    private static final int WARM_UP_SECONDS = Integer.getInteger("benchmark.warm-up", 20);
    private static final int CONNECTIONS = 16;

    public static final class AsDeployed implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of(
                    "quarkus.log.console.enabled", "false",
                    "quarkus.log.file.enabled", "true",
                    "quarkus.log.file.path", logFile().toString(),
                    "quarkus.log.file.json.enabled", "true",
                    "quarkus.log.file.json.excluded-keys", "${quarkus.log.console.json.excluded-keys}");
        }
    }

    /** In memory where that can be had: a container's log is a pipe, not a disk that others wait for too. */
    private static Path logFile() {
        Path memory = Path.of("/dev/shm");
        return (Files.isWritable(memory) ? memory : Path.of("target"))
                .resolve("endpoint-benchmark-" + ProcessHandle.current().pid() + ".log");
    }

    @AfterAll
    static void forgetLog() throws IOException {
        Path log = logFile();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(log.toAbsolutePath().getParent(), log.getFileName() + "*")) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }

    FakeLogin login = new FakeLogin();

    @TestHTTPResource
    URI origin = URI.create("");

    private record Load(long answers, long cpuNanos) {

        Load plus(Load other) {
            return new Load(answers + other.answers, cpuNanos + other.cpuNanos);
        }

        double perSecond(int seconds) {
            return (double) answers / seconds;
        }

        double cpuMicros() {
            return cpuNanos / 1000.0 / answers;
        }
    }

    @Test
    void compare() throws IOException, InterruptedException {
        String jwt = FakeLogin.sign(login.claims("maria@example.com").build(), login.rsa());
        load(ConstantResource.PATH, jwt, WARM_UP_SECONDS);
        load(TokenPaths.APP, jwt, WARM_UP_SECONDS);
        Load constant = new Load(0, 0);
        Load token = new Load(0, 0);
        for (int round = 0; round < ROUNDS; round++) {
            constant = constant.plus(load(ConstantResource.PATH, jwt, ROUND_SECONDS));
            token = token.plus(load(TokenPaths.APP, jwt, ROUND_SECONDS));
        }
        assertThat(token.answers()).isPositive();
        print("constant", constant);
        print("token", token);
        System.out.printf(
                "token / constant: %.3f of the throughput, %.3f of the CPU%n",
                (double) token.answers() / constant.answers(), token.cpuMicros() / constant.cpuMicros());
        record(constant, token);
    }

    private static void record(Load constant, Load token) throws IOException {
        Recording recording = new Recording(
                "token",
                "`POST /api/twilio/token` and a constant behind the same check of the app JWT (RS256), in turns, %d rounds of %d s on %d connections; each token is logged as JSON to a file in memory."
                        .formatted(ROUNDS, ROUND_SECONDS, CONNECTIONS));
        recording.figure("token of constant", 100.0 * token.answers() / constant.answers(), "%");
        recording.figure("token", token.perSecond(ROUNDS * ROUND_SECONDS), "answers/s");
        recording.figure("constant", constant.perSecond(ROUNDS * ROUND_SECONDS), "answers/s");
        recording.figure("token, CPU", token.cpuMicros(), "µs");
        recording.figure("constant, CPU", constant.cpuMicros(), "µs");
        recording.write();
    }

    private static void print(String name, Load load) {
        System.out.printf(
                "%-10s %8.0f answers/s %8.1f us CPU of the server each%n",
                name, load.perSecond(ROUNDS * ROUND_SECONDS), load.cpuMicros());
    }

    private Load load(String path, String jwt, int seconds) throws IOException, InterruptedException {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        Process client = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElse("java"),
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LoadClient.class.getName(),
                        Integer.toString(origin.getPort()),
                        path,
                        jwt,
                        Integer.toString(CONNECTIONS),
                        Integer.toString(seconds))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String printed = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
        assertThat(client.waitFor()).isZero();
        return new Load(Long.parseLong(printed), system.getProcessCpuTime() - cpu);
    }
}
