package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.sandbox.benchmark.Latency;
import travel.baboo.messaging.sandbox.benchmark.Recording;

/**
 * From a webhook that is sent to the ingest until Make.com has the message, with the whole stack on this machine. The stand-in
 * for Make.com notes when each came; both ends read the same clock. Named so that no build runs it: {@code ./benchmark whole}.
 */
class LatencyBenchmark {

    private static final String HOOK = "/control/make/hooks/baboo-local/deliveries";

    private static final int CONVERSATIONS = 100;
    private static final int CONNECTIONS = 64;

    /** Messages a second, one run each, ascending. */
    private static final List<Integer> RATES = Stream.of(
                    System.getProperty("benchmark.rates", "200,500").split(",", -1))
            .map(Integer::valueOf)
            .toList();

    private static final int LONGEST_WARM_UP = Integer.getInteger("benchmark.warm-up", 150);
    private static final int SECONDS = Integer.getInteger("benchmark.seconds", 30);
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    /** As much of a core as all JIT compilers together may take when they rest. */
    private static final double AT_REST = 0.1;

    private static final int ROUND_SECONDS = 10;
    private static final int WARM_UP_RATE = Integer.getInteger("benchmark.warm-up-rate", 400);

    @TempDir
    Path folder;

    private final ObjectMapper json = new ObjectMapper();

    /** What sends takes cores from what is measured: one event loop, some half of what the JDK's client takes. */
    private final Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));

    private final io.vertx.core.http.HttpClient sender =
            vertx.createHttpClient(new PoolOptions().setHttp1MaxSize(CONNECTIONS));
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final List<String> conversations = new ArrayList<>();
    private int messages;

    @AfterEach
    void stopSending() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void fromTheWebhookToTheScenario() throws Exception {
        try (BorrowedStack stack = new BorrowedStack(folder)) {
            // As fast as it gets: Make.com's own limit of 30 a second is not what is measured.
            Process up = stack.start(
                    "up",
                    Map.of(
                            "BABOO_RELAY_MAKE_MAKE_RATE_LIMIT",
                            "0",
                            "LOCAL_JAVA_OPTIONS",
                            System.getProperty("benchmark.jvm", "")),
                    stack.portOffset());
            try {
                stack.awaitReady(up);
                openConversations(stack);
                warmUp(stack, up);
                CoreSpeed.print("before");
                Recording recording = new Recording(
                        "whole",
                        "From a signed webhook until the stand-in for Make.com has the message, %d s at each rate in %d conversations, without Make.com's rate limit: four services, PostgreSQL, Kafka, sandbox and sender share the machine. The CPU is that of a message."
                                .formatted(SECONDS, CONVERSATIONS));
                for (int rate : RATES) {
                    measure(stack, up, rate, recording);
                }
                CoreSpeed.print("after");
                recording.write();
            } finally {
                BorrowedStack.end(up);
            }
        }
    }

    private void measure(BorrowedStack stack, Process up, int rate, Recording recording) throws Exception {
        Run measured = run(stack, up, rate, SECONDS);
        report(rate, measured.millis());
        measured.load().print(SECONDS * rate);
        LatencyStages stages = new LatencyStages(stack);
        measured.received()
                .forEach((number, arrived) -> stages.add(measured.sids()[number], measured.sent()[number], arrived));
        stages.print();
        String when = "at %d/s".formatted(rate);
        recording.latency(Latency.of("webhook to Make.com " + when, measured.millis()));
        stages.report(recording, when);
        measured.load().report(recording, when, SECONDS * rate);
    }

    /** Until the JIT compilers rest: a process's first minutes, in which they work beside it, are not what is measured. */
    private void warmUp(BorrowedStack stack, Process up) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(LONGEST_WARM_UP);
        double compilers = 1;
        while (compilers > AT_REST && System.nanoTime() < end) {
            compilers = run(stack, up, WARM_UP_RATE, ROUND_SECONDS).load().compilers();
            System.out.printf("warm-up: the compilers take %.0f %% of a core%n", 100 * compilers);
        }
        run(stack, up, RATES.get(0), ROUND_SECONDS);
    }

    private void openConversations(BorrowedStack stack) throws IOException, InterruptedException {
        String token = post(
                        sandbox(stack) + "/login/token",
                        "",
                        Map.of("email", "maria@example.com", "name", "Maria", "groups", List.of("expert")))
                .get("access_token")
                .asText();
        for (int i = 0; i < CONVERSATIONS; i++) {
            Map<String, Object> inquiry = Map.of(
                    "inquiryId",
                    UUID.randomUUID().toString(),
                    "traveler",
                    Map.of("name", "Ann", "channel", "sms", "address", "+1555%07d".formatted(i)),
                    "expert",
                    Map.of("identity", "maria@example.com", "name", "Maria"));
            conversations.add(post(gateway(stack) + "/api/inquiries", "Bearer " + token, inquiry)
                    .get("conversationSid")
                    .asText());
        }
    }

    /** What was sent, by number, when Make.com had it, and what the stack took while it was sent. */
    private record Run(String[] sids, Instant[] sent, Map<Integer, Instant> received, StackLoad load) {

        /** Milliseconds of each message, sorted. */
        double[] millis() {
            return received.entrySet().stream()
                    .mapToDouble(entry -> Duration.between(sent[entry.getKey()], entry.getValue())
                                    .toNanos()
                            / 1e6)
                    .sorted()
                    .toArray();
        }
    }

    private Run run(BorrowedStack stack, Process up, int perSecond, int seconds) throws Exception {
        delete(sandbox(stack) + HOOK);
        String run = UUID.randomUUID().toString();
        int count = seconds * perSecond;
        Instant[] sent = new Instant[count];
        String[] sids = new String[count];
        List<CompletableFuture<Integer>> answers = new ArrayList<>(count);
        StackLoad.Meter meter = new StackLoad.Meter(up);
        long start = System.nanoTime();
        for (int i = 0; i < count; i++) {
            long due = start + i * TimeUnit.SECONDS.toNanos(1) / perSecond;
            while (System.nanoTime() < due) {
                LockSupport.parkNanos(due - System.nanoTime());
            }
            sids[i] = "IM" + UUID.randomUUID().toString().replace("-", "");
            SignedWebhook webhook = webhook(stack, i, sids[i], run);
            sent[i] = Instant.now();
            answers.add(send(webhook));
        }
        for (CompletableFuture<Integer> answer : answers) {
            assertThat(answer.get(1, TimeUnit.MINUTES)).isEqualTo(200);
        }
        // The rest of what was sent is delivered later, and is a cost of it as well.
        Map<Integer, Instant> received = awaitAll(stack, run, count);
        return new Run(sids, sent, received, meter.read());
    }

    private Map<Integer, Instant> awaitAll(BorrowedStack stack, String run, int count)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        Map<Integer, Instant> received = new HashMap<>();
        while (received.size() < count) {
            assertThat(System.nanoTime())
                    .as("%d of %d have come", received.size(), count)
                    .isLessThan(end);
            Thread.sleep(2_000);
            for (JsonNode delivery : get(sandbox(stack) + HOOK + "?limit=20000").get("items")) {
                String body = json.readTree(delivery.get("body").asText())
                        .at("/message/body")
                        .asText();
                if (body.startsWith(run)) {
                    received.putIfAbsent(
                            Integer.parseInt(body.substring(run.length() + 1)),
                            Instant.parse(delivery.get("time").asText()));
                }
            }
        }
        return received;
    }

    private static void report(int rate, double[] millis) {
        System.out.printf(
                "%nfrom the webhook to Make.com, %d messages at %d a second in %d conversations%n",
                millis.length, rate, CONVERSATIONS);
        System.out.printf("%8s %8s %8s %8s %8s%n", "p50 ms", "p90 ms", "p99 ms", "p99.9 ms", "max ms");
        System.out.printf(
                "%8.1f %8.1f %8.1f %8.1f %8.1f%n",
                at(millis, 0.5), at(millis, 0.9), at(millis, 0.99), at(millis, 0.999), millis[millis.length - 1]);
    }

    static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)];
    }

    private CompletableFuture<Integer> send(SignedWebhook webhook) {
        return sender.request(HttpMethod.POST, webhook.port(), "localhost", SignedWebhook.PATH)
                .compose(request -> request.putHeader("Content-Type", SignedWebhook.CONTENT_TYPE)
                        .putHeader(SignedWebhook.SIGNATURE_HEADER, webhook.signature())
                        .send(webhook.form()))
                .map(HttpClientResponse::statusCode)
                .toCompletionStage()
                .toCompletableFuture();
    }

    private SignedWebhook webhook(BorrowedStack stack, int number, String sid, String run) {
        return SignedWebhook.messageAdded(
                stack,
                conversations.get(number % conversations.size()),
                sid,
                messages++ / conversations.size(),
                "maria@example.com",
                run + " " + number);
    }

    private static String gateway(BorrowedStack stack) {
        return "http://localhost:" + stack.port(8080);
    }

    private static String sandbox(BorrowedStack stack) {
        return "http://localhost:" + stack.port(8090);
    }

    private JsonNode post(String url, String authorization, Map<String, Object> body)
            throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Authorization", authorization)
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private JsonNode get(String url) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create(url)));
    }

    private void delete(String url) throws IOException, InterruptedException {
        send(HttpRequest.newBuilder(URI.create(url)).DELETE());
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                http.send(request.timeout(Duration.ofSeconds(30)).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return json.readTree(answer.body());
    }
}
