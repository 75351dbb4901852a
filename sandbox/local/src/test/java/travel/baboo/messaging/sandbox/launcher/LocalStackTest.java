package travel.baboo.messaging.sandbox.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The launcher with real processes: real PostgreSQL, Kafka and sandbox, small stand-ins for the services. */
@Timeout(180)
class LocalStackTest {

    @TempDir
    Path folder;

    private FakeProject project;

    @BeforeEach
    void makeProject() throws Exception {
        project = new FakeProject(folder);
    }

    /** While some are still to be started, the stack is not ready however ready the others are. */
    private void awaitReadyByStatus() throws Exception {
        int exit;
        do {
            exit = project.launch("status").awaitExit();
        } while (exit != 0);
    }

    @Test
    void runsUntilItIsStoppedAndLeavesNothingBehind() throws Exception {
        try (LauncherProcess up = project.launch("up")) {
            // given
            awaitReadyByStatus();
            List<ProcessRecord> processes = records();
            up.awaitSaying("is up after");

            // when
            LauncherProcess status = project.launch("status");
            LauncherProcess second = project.launch("up");

            // then
            assertThat(status.awaitExit()).as(status.said()).isZero();
            assertThat(processes)
                    .extracting(ProcessRecord::name)
                    .contains("postgres", "kafka", "sandbox", "relay-service")
                    .hasSize(7);
            assertThat(second.awaitExit()).isZero();
            assertThat(second.said())
                    .contains("runs already")
                    .contains(Long.toString(up.process().pid()));

            // when
            assertThat(project.launch("down").awaitExit()).isZero();

            // then
            up.awaitExit();
            assertThat(up.said()).contains("Everything is down");
            assertNothingRuns(processes);
            assertThat(project.launch("status").awaitExit()).isOne();
        }
    }

    @Test
    void aKilledLauncherTakesItsProcessesWithItAndTheNextOneStarts() throws Exception {
        // given
        List<ProcessRecord> processes;
        try (LauncherProcess up = project.launch("up")) {
            up.awaitSaying("is up after");
            processes = records();

            // when
            up.process().destroyForcibly();
            up.awaitExit();
        }
        for (ProcessRecord record : processes) {
            ProcessHandle.of(record.pid()).ifPresent(LocalStackTest::awaitEnd);
        }

        // then
        try (LauncherProcess up = project.launch("up")) {
            up.awaitSaying("is up after");
        }
        assertNothingRuns(processes);
    }

    @Test
    void reportsAServiceThatDiesWithTheEndOfItsLog() throws Exception {
        try (LauncherProcess up = project.launch("up")) {
            // given
            up.awaitSaying("is up after");

            // when
            askToDie(StackService.RELAY);

            // then
            up.awaitSaying("relay-service has died").awaitSaying("Dies as asked");
            LauncherProcess status = project.launch("status");
            assertThat(status.awaitExit()).isOne();
            assertThat(status.said())
                    .containsPattern("relay-service .* dead")
                    .containsPattern("token-service .* ready");
        }
    }

    @Test
    void aServiceThatDoesNotStartFailsTheStartAndEverythingGoesDown() throws Exception {
        // when
        LauncherProcess up = project.launch(Map.of("FAKE_FAILURE", "no license"), "up");

        // then
        assertThat(up.awaitExit()).isOne();
        assertThat(up.said()).contains("exit code 3").contains("I cannot: no license");
        assertNothingRuns(List.of());
    }

    @Test
    void namesATakenPortAndItsOwnerAndStartsNothing() throws Exception {
        // given
        int port = project.ports().http(StackService.WEBHOOK_INGEST);
        try (ServerSocket ours = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {

            // when
            LauncherProcess up = project.launch("up");

            // then
            assertThat(up.awaitExit()).isOne();
            assertThat(up.said())
                    .contains("Port " + ours.getLocalPort() + ", for webhook-ingest-service")
                    .contains("process " + ProcessHandle.current().pid());
            assertThat(project.files().log("sandbox")).doesNotExist();
        }
    }

    @Test
    void leavesOutTheServiceThatSomeoneElseRuns() throws Exception {
        // given
        int port = project.ports().http(StackService.CONVERSATION);
        try (ServerSocket developers = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
                LauncherProcess up = project.launch("up", "--without", "conversation-service")) {

            // when
            up.awaitSaying("is up after");

            // then
            assertThat(records())
                    .extracting(ProcessRecord::name)
                    .doesNotContain("conversation-service")
                    .hasSize(6);
            assertThat(Files.readString(project.files().environments().resolve("conversation-service.env")))
                    .contains("export QUARKUS_HTTP_PORT='" + developers.getLocalPort() + "'")
                    .contains("TWILIO_CONVERSATIONS_SERVICE_SID='IS");
        }
    }

    @Test
    void aRealAccountIsUsedAndItsSettingsAreTheOwnersOnly() throws Exception {
        // given
        Map<String, String> account = Map.of(
                "TWILIO_ACCOUNT_SID",
                "AC" + "1".repeat(32),
                "TWILIO_AUTH_TOKEN",
                "token",
                "TWILIO_API_KEY",
                "SK" + "1".repeat(32),
                "TWILIO_API_SECRET",
                "secret");
        String gateway = project.ports().gatewayOrigin();

        // when
        try (LauncherProcess up = project.launch(account, "up", "--twilio", "--public-url", gateway)) {
            up.awaitSaying("is up after").awaitSaying(gateway + " leads here");

            // then
            Path settings = project.files().environments().resolve("relay-service.env");
            assertThat(Files.readString(settings))
                    .contains("TWILIO_ACCOUNT_SID='AC1111", "TWILIO_API_SECRET='secret'")
                    .doesNotContain("TWILIO_ORIGIN");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings)))
                    .isEqualTo("rw-------");
            assertThat(up.said()).contains("AC1111", "calls " + gateway + "/api/webhooks/twilio-event");
        }
    }

    @Test
    void aUrlThatLeadsElsewhereIsReported() throws Exception {
        Map<String, String> account = Map.of(
                "TWILIO_ACCOUNT_SID", "AC1",
                "TWILIO_AUTH_TOKEN", "token",
                "TWILIO_API_KEY", "SK1",
                "TWILIO_API_SECRET", "secret");
        String elsewhere = project.ports().sandboxOrigin();

        try (LauncherProcess up = project.launch(account, "up", "--twilio", "--public-url", elsewhere)) {
            up.awaitSaying("WARNING: " + elsewhere + " does not lead here: it answers 404");
        }
    }

    private List<ProcessRecord> records() throws IOException {
        return new ProcessRecords(project.files().processes()).readAll();
    }

    private void assertNothingRuns(List<ProcessRecord> processes) throws IOException {
        assertThat(processes).allMatch(record -> record.findAlive().isEmpty());
        assertThat(records()).isEmpty();
        assertThat(project.files().lock()).doesNotExist();
        assertThat(PortCheck.findTaken(project.ports().purposes(Set.of()))).isEmpty();
    }

    private void askToDie(StackService service) throws InterruptedException {
        URI address = URI.create(project.ports().httpOrigin(service) + "/die");
        try {
            HttpClient.newHttpClient().send(HttpRequest.newBuilder(address).build(), BodyHandlers.discarding());
        } catch (IOException diedWithoutAnswering) {
            assertThat(diedWithoutAnswering).isNotNull();
        }
    }

    private static void awaitEnd(ProcessHandle process) {
        assertThat(process.onExit().orTimeout(60, TimeUnit.SECONDS).join()).isNotNull();
    }
}
