package travel.baboo.messaging.conversation.provision;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxConfig;
import travel.baboo.messaging.sandbox.SandboxCredentials;
import travel.baboo.messaging.sandbox.SandboxServer;

/** The command against the sandbox's REST, which Twilio's own description has checked: what is set up on demand. */
class ProvisionCommandTest {

    private static final String ENDPOINT = "https://hooks.example.com/api/webhooks/event-stream";
    private static final String MOVED = "https://moved.example.com/api/webhooks/event-stream";
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();

    private static SandboxServer sandbox;

    /** What a run printed, and its exit code. */
    private record Run(int exitCode, String out, String err) {

        /** Outcomes of the steps whose name begins so. */
        List<String> outcomes(String what) {
            return out.lines()
                    .filter(line -> line.startsWith("# " + what))
                    .map(line -> line.substring(line.indexOf(": ") + 2).split(" ", 2)[0])
                    .toList();
        }
    }

    @BeforeAll
    static void start() {
        sandbox = SandboxServer.start(SandboxConfig.forTests());
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    @BeforeEach
    void reset() throws IOException, InterruptedException {
        send("POST", "/control/reset");
    }

    @Test
    void eventStreamsIsSetUpOnceHoweverOftenTheCommandRuns() throws Exception {
        Run first = run(Map.of(), "--event-stream");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.outcomes("event stream")).containsExactly("created", "created");
        assertThat(first.out()).contains("EVENT_STREAM_URL=" + ENDPOINT);
        assertThat(sinks()).singleElement().satisfies(sink -> {
            assertThat(sink.at("/sink_configuration/destination").asText()).isEqualTo(ENDPOINT);
            assertThat(sink.at("/sink_configuration/method").asText()).isEqualTo("POST");
            assertThat(sink.at("/sink_configuration/batch_events").isBoolean()).isTrue();
        });
        assertThat(subscribedTypes())
                .hasSize(12)
                .allMatch(type -> type.endsWith("@2"))
                .contains("com.twilio.conversations.message.added@2");

        assertThat(run(Map.of(), "--event-stream").outcomes("event stream")).containsExactly("found", "found");
        assertThat(sinks()).hasSize(1);
        assertThat(items("/v1/Subscriptions", "subscriptions")).hasSize(1);
    }

    @Test
    void aDryRunOnlySaysWhatItWouldDo() throws Exception {
        assertThat(run(Map.of(), "--dry-run", "--event-stream").outcomes("event stream"))
                .as("not even the service is there")
                .isEmpty();
        run(Map.of());
        assertThat(run(Map.of(), "--dry-run", "--event-stream").outcomes("event stream"))
                .containsExactly("would-create", "would-create");
        assertThat(sinks()).isEmpty();
        run(Map.of(), "--event-stream");
        assertThat(run(Map.of(), "--dry-run", "--event-stream", "--remove").outcomes("event stream"))
                .containsExactly("would-remove");
        assertThat(sinks()).hasSize(1);
    }

    @Test
    void anotherUrlIsTestedBeforeTheOldSinkGoes() throws Exception {
        run(Map.of(), "--event-stream");
        String old = sinks().get(0).path("sid").asText();

        Run moved = run(Map.of(), "--event-stream", MOVED);

        assertThat(moved.outcomes("event stream")).containsExactly("created", "created", "found", "removed");
        assertThat(moved.out()).contains("EVENT_STREAM_URL=" + MOVED);
        assertThat(sinks()).singleElement().satisfies(sink -> {
            assertThat(sink.at("/sink_configuration/destination").asText()).isEqualTo(MOVED);
            assertThat(sink.path("sid").asText()).isNotEqualTo(old);
        });
        assertThat(subscribedTypes()).hasSize(12);
        assertThat(run(Map.of("EVENT_STREAM_URL", MOVED), "--event-stream").outcomes("event stream"))
                .containsExactly("found", "found");
    }

    @Test
    void removingLeavesNothing() throws Exception {
        run(Map.of(), "--event-stream");

        assertThat(run(Map.of(), "--event-stream", "--remove").outcomes("event stream"))
                .containsExactly("removed");

        assertThat(sinks()).isEmpty();
        assertThat(items("/v1/Subscriptions", "subscriptions")).isEmpty();
        assertThat(run(Map.of(), "--event-stream", "--remove").outcomes("event stream"))
                .containsExactly("found");
    }

    @Test
    void aLoginStandsInTheSinksUrlAndNowhereElse() throws Exception {
        Map<String, String> login =
                Map.of("EVENT_STREAM_URL", "https://twilio:pass-word@hooks.example.com/api/webhooks/event-stream");

        Run first = run(login, "--event-stream");

        assertThat(sinks().get(0).at("/sink_configuration/destination").asText())
                .contains("twilio:pass-word@");
        assertThat(first.out() + first.err()).doesNotContain("pass-word").doesNotContain("EVENT_STREAM_URL=");
        assertThat(run(login, "--event-stream").outcomes("event stream")).containsExactly("found", "found");
    }

    @Test
    void retriesOfWebhooksAreSetInChat() throws Exception {
        assertThat(run(Map.of(), "--webhook-retries", "3").outcomes("webhook retries"))
                .containsExactly("changed");
        Run again = run(Map.of(), "--webhook-retries", "3");
        assertThat(again.outcomes("webhook retries")).containsExactly("found");
        String service = again.out()
                .lines()
                .filter(line -> line.startsWith("TWILIO_CONVERSATIONS_SERVICE_SID="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
        assertThat(send("GET", "/v2/Services/" + service)
                        .path("post_webhook_retry_count")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void twilioAsksBeforeItPublishesOnlyIfContactDetailsAreExamined() throws Exception {
        Map<String, String> examined = Map.of("CONTACT_DETAILS_ENABLED", "true");
        assertThat(run(Map.of()).outcomes("webhooks")).containsExactly("changed");
        assertThat(webhooks().path("pre_webhook_url").asText("")).isEmpty();
        assertThat(webhooks().path("filters").toString()).doesNotContain("\"onMessageAdd\"");

        assertThat(run(examined, "--dry-run").outcomes("webhooks")).containsExactly("would-change");
        assertThat(run(examined).outcomes("webhooks")).containsExactly("changed");
        assertThat(run(examined).outcomes("webhooks")).containsExactly("found");
        assertThat(webhooks().path("pre_webhook_url").asText())
                .isEqualTo("https://hooks.example.com/api/webhooks/twilio-event");
        assertThat(webhooks().path("filters").toString()).contains("\"onMessageAdd\"", "\"onMessageUpdate\"");

        assertThat(run(Map.of()).outcomes("webhooks")).containsExactly("changed");
        assertThat(webhooks().path("filters").toString()).doesNotContain("\"onMessageAdd\"", "\"onMessageUpdate\"");
    }

    private static JsonNode webhooks() throws IOException, InterruptedException {
        String service = run(Map.of(), "--dry-run")
                .out()
                .lines()
                .filter(line -> line.startsWith("TWILIO_CONVERSATIONS_SERVICE_SID="))
                .findFirst()
                .orElseThrow()
                .substring("TWILIO_CONVERSATIONS_SERVICE_SID=".length());
        return send("GET", "/v1/Services/" + service + "/Configuration/Webhooks");
    }

    @Test
    void wrongArgumentsDoNothing() throws Exception {
        Run wrong = run(Map.of(), "--remove");
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).contains("usage:");
        assertThat(run(Map.of(), "--event-stream", "ftp://x").exitCode()).isEqualTo(2);
        assertThat(sinks()).isEmpty();
    }

    private static Run run(Map<String, String> more, String... arguments) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "TWILIO_ORIGIN", sandbox.twilioOrigin(),
                "TWILIO_ACCOUNT_SID", SandboxCredentials.ACCOUNT_SID,
                "TWILIO_AUTH_TOKEN", SandboxCredentials.AUTH_TOKEN,
                "TWILIO_API_KEY", SandboxCredentials.API_KEY,
                "TWILIO_API_SECRET", SandboxCredentials.API_SECRET,
                "PUBLIC_BASE_URL", "https://hooks.example.com"));
        environment.putAll(more);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = ProvisionCommand.run(
                List.of(arguments),
                environment,
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
        return new Run(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    private static List<JsonNode> sinks() throws IOException, InterruptedException {
        return items("/v1/Sinks", "sinks");
    }

    /** {@code type@version} of all that the only subscription is subscribed to. */
    private static List<String> subscribedTypes() throws IOException, InterruptedException {
        List<JsonNode> subscriptions = items("/v1/Subscriptions", "subscriptions");
        assertThat(subscriptions).hasSize(1);
        String sid = subscriptions.get(0).path("sid").asText();
        return items("/v1/Subscriptions/" + sid + "/SubscribedEvents?PageSize=100", "types").stream()
                .map(type -> type.path("type").asText() + "@"
                        + type.path("schema_version").asText())
                .toList();
    }

    private static List<JsonNode> items(String path, String name) throws IOException, InterruptedException {
        return StreamSupport.stream(send("GET", path).path(name).spliterator(), false)
                .toList();
    }

    private static JsonNode send(String method, String path) throws IOException, InterruptedException {
        String login = SandboxCredentials.ACCOUNT_SID + ":" + SandboxCredentials.AUTH_TOKEN;
        HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.twilioOrigin() + path))
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8)))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        HttpResponse<String> answer = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(path).isBetween(200, 299);
        return JSON.readTree(answer.body());
    }
}
