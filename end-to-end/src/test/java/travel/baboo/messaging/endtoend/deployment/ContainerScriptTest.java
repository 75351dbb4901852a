package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.endtoend.Project;

/** The scripts that run inside the containers, against a management port. */
class ContainerScriptTest {

    @TempDir
    Path folder;

    @SuppressWarnings("NullAway.Init") // Set before each test.
    private HttpServer management;

    @BeforeEach
    void listen() throws IOException {
        management = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        management.start();
    }

    @AfterEach
    void close() {
        management.stop(0);
    }

    @Test
    void healthIsWhatTheServiceSays() throws Exception {
        answer("/q/health/ready", 200, "{}");
        answer("/q/health/live", 503, "{}");

        assertThat(run("healthcheck").waitFor()).isZero();
        assertThat(run("healthcheck", "/q/health/live").waitFor()).isNotZero();
    }

    @Test
    void aServiceThatDoesNotListenIsNotHealthy() throws Exception {
        management.stop(0);

        assertThat(run("healthcheck").waitFor()).isNotZero();
    }

    @Test
    void drainingEndsWhenTheJournalIsEmpty() throws Exception {
        AtomicInteger left = new AtomicInteger(2);
        management.createContext("/q/metrics", exchange -> {
            byte[] body = metrics(Math.max(0, left.getAndDecrement())).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });

        Process drain = run("await-drained", "60");

        assertThat(drain.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(drain.exitValue()).isZero();
        assertThat(left.get()).isEqualTo(-1);
    }

    @Test
    void aJournalThatStaysFullEndsItTooAndIsReported() throws Exception {
        answer("/q/metrics", 200, metrics(7));

        Process drain = run("await-drained", "1");

        assertThat(drain.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(drain.exitValue()).isZero();
        assertThat(new String(drain.getErrorStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("still holds 7.0 events");
    }

    @Test
    void whatProvisioningFoundIsLeftForTheServicesAndForTheCluster() throws Exception {
        String sid = "IS" + "0a".repeat(16);
        String role = "RL" + "1".repeat(32);

        Process provision = provision("echo '# service: created " + sid + "'; echo TWILIO_CONVERSATIONS_SERVICE_SID="
                + sid + "; echo TWILIO_SERVICE_USER_ROLE=" + role);

        assertThat(provision.waitFor()).isZero();
        assertThat(new String(provision.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .contains("# service: created " + sid);
        assertThat(folder.resolve("provisioned.properties"))
                .hasContent("TWILIO_CONVERSATIONS_SERVICE_SID=" + sid + "\nTWILIO_SERVICE_USER_ROLE=" + role);
        ObjectMapper json = new ObjectMapper();
        assertThat(json.readTree(folder.resolve("configmap.json").toFile()))
                .isEqualTo(json.valueToTree(Map.of(
                        "data", Map.of("TWILIO_CONVERSATIONS_SERVICE_SID", sid, "TWILIO_SERVICE_USER_ROLE", role))));
    }

    @Test
    void provisioningThatFailsLeavesWhatWasFoundBefore() throws Exception {
        Files.writeString(folder.resolve("provisioned.properties"), "before");

        Process failed = provision("echo Twilio is away >&2; exit 1");
        Process strange = provision("echo 'NAME=\"quoted'");
        Process nothing = provision("echo '# nothing'");
        Process dry = provision("echo NAME=IS" + "0".repeat(32), "--dry-run");

        assertThat(failed.waitFor()).isEqualTo(1);
        assertThat(strange.waitFor()).isEqualTo(1);
        assertThat(nothing.waitFor()).isEqualTo(1);
        assertThat(dry.waitFor()).isZero();
        assertThat(folder.resolve("provisioned.properties")).hasContent("before");
        assertThat(folder.resolve("configmap.json")).doesNotExist();
    }

    /** The script, in a folder with a service that does what the lines say. */
    private Process provision(String lines, String... arguments) throws IOException {
        Path service = Files.createTempDirectory(folder, "app");
        Path application = service.resolve("application");
        Files.writeString(application, "#!/bin/bash\n" + lines + "\n");
        assertThat(application.toFile().setExecutable(true)).isTrue();
        List<String> command =
                new ArrayList<>(List.of(Project.ROOT.resolve("docker/provision").toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(service.toFile());
        builder.environment().put("PROVISIONED_DIRECTORY", folder.toString());
        return builder.start();
    }

    private static String metrics(int backlog) {
        return "# TYPE baboo_ingest_journal_backlog gauge\nbaboo_ingest_journal_backlog " + backlog
                + ".0\nbaboo_ingest_journal_size_bytes 6.7108864E7\n";
    }

    private void answer(String path, int status, String text) {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        management.createContext(path, exchange -> {
            exchange.sendResponseHeaders(status, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
    }

    private Process run(String script, String... arguments) throws IOException {
        String[] command = new String[arguments.length + 1];
        command[0] = Project.ROOT.resolve("docker").resolve(script).toString();
        System.arraycopy(arguments, 0, command, 1, arguments.length);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment()
                .put(
                        "QUARKUS_MANAGEMENT_PORT",
                        Integer.toString(management.getAddress().getPort()));
        return builder.start();
    }
}
