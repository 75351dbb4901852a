package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxServer;

/**
 * The commands of docs/getting-started.md, in their order, with a sandbox in the role of Twilio: another account than the launcher's own
 * sandbox has, with a Standard key, and the gateway itself in the place of the tunnel.
 */
class GettingStartedIT {

    private static final Path PAGE = Project.ROOT.resolve("docs/getting-started.md");
    private static final Pattern BLOCK = Pattern.compile("```bash\n(.*?)```", Pattern.DOTALL);
    private static final Pattern DOCTOR_LINE = Pattern.compile("(?m)^(ok|warning|failed) +([^:]+): ");
    private static final String PHONE = "+15555550147";
    private static final int MINUTES = 10;

    private static final Map<String, String> ACCOUNT = Map.of(
            "TWILIO_ACCOUNT_SID",
            "AC" + "7".repeat(32),
            "TWILIO_AUTH_TOKEN",
            "another-auth-token-for-this-test",
            "TWILIO_API_KEY",
            "SK" + "7".repeat(32),
            "TWILIO_API_SECRET",
            "another-api-secret-for-this-test-0000",
            "TWILIO_MESSAGING_SERVICE_SID",
            "MG" + "7".repeat(32),
            "TWILIO_PHONE_NUMBER",
            "+15005550009");

    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    @Test
    void thePageLeadsToTheFirstMessage() throws Exception {
        List<String> blocks = blocks();
        assertThat(blocks).as("up, doctor, login, inquiry, message, list").hasSize(6);
        try (SandboxServer twilio = twilio();
                BorrowedStack stack = new BorrowedStack(folder)) {
            prepare(twilio, ACCOUNT);
            Process up = bash(stack, blocks.get(0).replace("./local up", "exec ./local up"), "up");
            try {
                stack.awaitReady(up);
                FollowedMessage.await("the public URL's check", () -> Optional.of(log("up"))
                        .filter(text -> text.contains(" leads here: Twilio can call us.")));
                run(
                        stack,
                        String.join("\n", blocks.subList(1, 5)) + "\ndeclare -p TOKEN CONVERSATION >variables",
                        "first");
                everyLineOfTheDoctorIsOkAndOnThePage(log("first"));
                String phone = twilio.twilioOrigin() + "/control/phones/" + PHONE + "/messages";
                FollowedMessage.await(
                        "the answer on the phone", () -> Optional.of(get(phone).toString())
                                .filter(texts -> texts.contains("Yes. Welcome, Marta!")));
                reply(phone, "I am at the station.");
                List<String> seen = FollowedMessage.await("the reply in the list", () -> {
                    run(stack, "source variables\n" + blocks.get(5), "list");
                    List<String> bodies =
                            JSON.readTree(log("list")).path("items").findValuesAsText("body");
                    return Optional.of(bodies).filter(texts -> texts.contains("I am at the station."));
                });
                assertThat(seen)
                        .containsExactlyInAnyOrder(
                                "Hello, is anybody there?", "Yes. Welcome, Marta!", "I am at the station.");
            } finally {
                BorrowedStack.end(up);
            }
        }
    }

    @Test
    void aWrongSecretEndsTheStartAndTheDoctorSaysWhich() throws Exception {
        List<String> blocks = blocks();
        try (SandboxServer twilio = twilio();
                BorrowedStack stack = new BorrowedStack(folder)) {
            Map<String, String> wrong = new HashMap<>(ACCOUNT);
            wrong.put("TWILIO_API_SECRET", "0".repeat(32));
            prepare(twilio, wrong);

            Process up = bash(stack, blocks.get(0).replace("./local up", "exec ./local up"), "up");
            assertThat(up.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
            assertThat(up.exitValue()).as(log("up")).isOne();
            assertThat(log("up")).contains("20003");
            Process doctor = bash(stack, blocks.get(1), "doctor");
            assertThat(doctor.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();

            assertThat(doctor.exitValue()).isOne();
            assertThat(log("doctor")).contains("failed   API key: ", "ok       auth token: ");
        }
    }

    /** And no line of the doctor's is missing in the page's table. */
    private static void everyLineOfTheDoctorIsOkAndOnThePage(String output) throws IOException {
        List<String> checks = DOCTOR_LINE
                .matcher(output)
                .results()
                .map(line -> {
                    assertThat(line.group(1)).as(output).isEqualTo("ok");
                    return line.group(2).startsWith("role ") ? "role …" : line.group(2);
                })
                .toList();
        assertThat(checks).hasSizeGreaterThan(7);
        String page = Files.readString(PAGE);
        assertThat(checks).allMatch(check -> page.contains("`" + check + "`"));
    }

    private static List<String> blocks() throws IOException {
        return BLOCK.matcher(Files.readString(PAGE))
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    private static SandboxServer twilio() {
        Map<String, String> environment = new HashMap<>(ACCOUNT);
        environment.put("SANDBOX_PORT", "0");
        environment.put("SANDBOX_API_KEY_KIND", "standard");
        return SandboxServer.start(SandboxConfig.fromEnvironment(environment));
    }

    /** The repository's script beside links to what is built, and the file that the page has the reader write. */
    private void prepare(SandboxServer twilio, Map<String, String> account) throws IOException {
        Files.copy(Project.ROOT.resolve("local"), folder.resolve("local"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.createFile(folder.resolve("pom.xml"));
        for (Project.Module module : Project.COMMON) {
            Files.createFile(
                    Files.createDirectories(folder.resolve(module.folder())).resolve("pom.xml"));
        }
        // Everything is built: younger than every source.
        Files.createFile(Files.createDirectories(folder.resolve(".local")).resolve("built"));
        StringBuilder file = new StringBuilder("TWILIO_ORIGIN=" + twilio.twilioOrigin() + "\n");
        account.forEach((name, value) -> file.append(name + "=" + value + "\n"));
        Files.writeString(folder.resolve("twilio.env"), file);
    }

    private void run(BorrowedStack stack, String script, String name) throws IOException, InterruptedException {
        Process process = bash(stack, script, name);
        assertThat(process.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).as(log(name)).isZero();
    }

    /** What the page says, but for ports, the tunnel's address and whose phone it is. */
    private Process bash(BorrowedStack stack, String script, String name) throws IOException {
        String here = script.replace("https://example.ngrok.app", "http://localhost:8080")
                .replace("localhost:8080", "localhost:" + stack.port(8080))
                .replace("localhost:8090", "localhost:" + stack.port(8090))
                .replace("./local up", "./local up " + String.join(" ", stack.portOffset()))
                .replace("PHONE=+15551234567", "PHONE=" + PHONE);
        ProcessBuilder builder = new ProcessBuilder("bash", "-euc", here)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve(name + ".log").toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        return builder.start();
    }

    private String log(String name) throws IOException {
        return Files.readString(folder.resolve(name + ".log"));
    }

    private static JsonNode get(String url) throws IOException, InterruptedException {
        return JSON.readTree(send(HttpRequest.newBuilder(URI.create(url))).body());
    }

    private static void reply(String phone, String words) throws IOException, InterruptedException {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(phone))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString("{\"body\":\"" + words + "\"}")));
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
