package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * {@code ./local up} and {@code ./local demo}: the whole stack as separate processes, one conversation through all four
 * services. Then the CORS headers that pages of another origin get, and what operators see: metrics, and logs without secrets.
 */
class StoryIT {

    private static final int MINUTES = 15;
    private static final List<Integer> MANAGEMENT_PORTS = List.of(9081, 9082, 9083, 9084);
    private static final Pattern EXPOSED = Pattern.compile("^# TYPE (\\w+) \\w+$", Pattern.MULTILINE);

    /** What must not be in a log: whose it is, what was written, and what opens something. */
    private static final Map<String, Pattern> SECRETS = Map.of(
            "a phone number", Pattern.compile("\\+1555\\d{7}"),
            "a token", Pattern.compile("eyJ[A-Za-z0-9_-]{8,}\\.[A-Za-z0-9_-]+"),
            "Twilio's auth token", Pattern.compile("sandbox-auth-token"),
            "Twilio's API secret", Pattern.compile("sandbox-api-secret"),
            "a signing secret", Pattern.compile("whsec_"),
            "a scenario's API key", Pattern.compile("local-external-api-key"),
            "what the traveler wrote", Pattern.compile("Dolomites|we love to walk|Wonderful, please do"),
            "what the expert or a bot wrote", Pattern.compile("Adolf-Munkel|hut is reserved"),
            "a database password", Pattern.compile("(?i)password[=:]\\s*\\S"));

    private static final String TRAVELER = "+15555550123";

    /** Whose a span is stays out of traces too; the demo's people have addresses under this name, widgets a UUID. */
    private static final Pattern PERSON = Pattern.compile("@baboo\\.example|identity=");

    @TempDir
    Path folder;

    @Test
    void theDemoEndsWellShowsItselfToOperatorsAndLeavesNothingBehind() throws Exception {
        FollowedMessage message;
        try (BorrowedStack stack = new BorrowedStack(folder);
                TraceReceiver traces = new TraceReceiver()) {
            Process up = stack.start("up", traces.settings(), stack.portOffset());
            try {
                stack.awaitReady(up);
                Process demo = stack.start("demo", Map.of());
                assertThat(demo.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
                assertThat(demo.exitValue()).as(stack.log("demo")).isZero();
                assertThat(stack.log("demo"))
                        .as("one message by both ways")
                        .containsPattern("Event Streams +delivers IM[0-9a-f]{32} a second time, ingest answers 200")
                        .containsPattern("mirror, Make.com +have it once");
                everyMetricIsDocumented(stack);
                theStoryOfCiRuns(stack);
                CrossOrigin.isServed("http://localhost:" + stack.port(8080), "http://localhost:4200");
                new BrowserApp(stack).run();
                message = new FollowedMessage(stack);
                message.send(50, TRAVELER, "Wonderful, please do.");
                message.isOneTrace(traces);
                ask(stack, "/chat-widget?identity=" + UUID.randomUUID());
                ask(stack, "/api/conversations?q=Dolomites");
                noSpanTellsWhose(traces);
            } finally {
                BorrowedStack.end(up);
            }
        }
        for (String service : List.of("webhook-ingest-service", "conversation-service", "relay-service")) {
            message.isInTheLog(folder.resolve(".local/logs/" + service + ".log"));
        }
        noLogTellsASecret();
        assertThat(ProcessHandle.allProcesses()
                        .filter(process ->
                                process.info().commandLine().orElse("").contains(folder.toString())))
                .isEmpty();
        assertThat(folder.resolve(".local/lock"))
                .satisfiesAnyOf(lock -> assertThat(lock).doesNotExist(), lock -> assertThat(lock)
                        .isEmptyFile());
    }

    /** What CI runs in a cluster of its own. */
    private void theStoryOfCiRuns(BorrowedStack stack) throws IOException, InterruptedException {
        Path log = folder.resolve("ci-story.log");
        Process story = new ProcessBuilder(
                        Project.ROOT.resolve(".ci/story").toString(),
                        "http://localhost:" + stack.port(8080),
                        "http://localhost:" + stack.port(8090))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        assertThat(story.waitFor(MINUTES, TimeUnit.MINUTES)).isTrue();
        assertThat(story.exitValue()).as(Files.readString(log)).isZero();
    }

    private static void everyMetricIsDocumented(BorrowedStack stack) throws IOException, InterruptedException {
        Set<String> documented = MetricsReference.all().stream()
                .map(MetricsReference.Metric::name)
                .collect(Collectors.toSet());
        Set<String> exposed = new TreeSet<>();
        for (int port : MANAGEMENT_PORTS) {
            exposed.addAll(exposed(stack.port(port)));
        }
        Set<String> ours =
                exposed.stream().filter(name -> name.startsWith("baboo_")).collect(Collectors.toSet());
        assertThat(ours.stream().map(Observability::base))
                .isSubsetOf(documented.stream().map(Observability::base).toList());
        // Of ours some show only when something goes wrong; the table has those. The others must be there.
        Set<String> lookedAt = new TreeSet<>(Observability.metrics());
        lookedAt.removeIf(name -> name.startsWith("baboo_") || name.equals("up"));
        assertThat(exposed.stream().map(Observability::base)).containsAll(lookedAt);
        assertThat(exposed)
                .contains(
                        "baboo_token_signing_key_age_seconds",
                        "baboo_ingest_webhooks_total",
                        "baboo_mirror_events_total",
                        "baboo_attention_decisions_total",
                        "baboo_twilio_requests_seconds",
                        "baboo_relay_delivered_total",
                        "baboo_relay_end_to_end_seconds");
    }

    private static Set<String> exposed(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/q/metrics"))
                .header("Accept", "text/plain")
                .build();
        String page = HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .body();
        Set<String> names = new TreeSet<>();
        Matcher types = EXPOSED.matcher(page);
        while (types.find()) {
            names.add(types.group(1));
        }
        return names;
    }

    private static void ask(BorrowedStack stack, String what) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + stack.port(8080) + what))
                .build();
        assertThat(HttpClient.newHttpClient()
                        .send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode())
                .isIn(200, 401);
    }

    /** In no span of the whole story, not even of what was asked for by name. */
    private static void noSpanTellsWhose(TraceReceiver traces) throws Exception {
        FollowedMessage.await("spans of both questions", () -> Optional.of(traces.spans().stream()
                        .map(span -> span.attributes().getOrDefault("url.path", ""))
                        .collect(Collectors.toSet()))
                .filter(paths -> paths.containsAll(Set.of("/chat-widget", "/api/conversations"))));
        assertThat(traces.spans()).hasSizeGreaterThan(50).allSatisfy(span -> span.attributes()
                .forEach((name, value) -> {
                    assertThat(value).as("%s of %s", name, span.name()).doesNotContainPattern(PERSON);
                    SECRETS.forEach((what, pattern) -> assertThat(value)
                            .as("%s in %s of %s", what, name, span.name())
                            .doesNotContainPattern(pattern));
                }));
    }

    private void noLogTellsASecret() throws IOException {
        try (Stream<Path> logs = Files.list(folder.resolve(".local/logs"))) {
            List<Path> all = logs.toList();
            assertThat(all).hasSizeGreaterThanOrEqualTo(7);
            for (Path log : all) {
                String text = Files.readString(log);
                SECRETS.forEach((what, pattern) -> assertThat(
                                pattern.matcher(text).results().map(found -> line(text, found.start())))
                        .as("%s in the log %s", what, log.getFileName())
                        .isEmpty());
            }
        }
    }

    private static String line(String text, int position) {
        int end = text.indexOf('\n', position);
        return text.substring(text.lastIndexOf('\n', position) + 1, end < 0 ? text.length() : end);
    }
}
