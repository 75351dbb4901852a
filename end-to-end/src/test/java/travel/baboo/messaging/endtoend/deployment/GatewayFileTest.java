package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.endtoend.Project;
import travel.baboo.messaging.sandbox.http.FreePorts;

/** The gateway's file in a real nginx, with a small server in the place of each service. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayFileTest {

    private static final List<String> SERVICES =
            List.of("TOKEN_SERVICE", "CONVERSATION_SERVICE", "WEBHOOK_INGEST_SERVICE");

    @TempDir
    @SuppressWarnings("NullAway.Init") // Set before all tests.
    static Path folder;

    private final Map<String, HttpServer> services = new HashMap<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private Process nginx;

    private int port;

    @BeforeAll
    void start() throws Exception {
        Optional<Path> program = findNginx();
        if (program.isEmpty()) {
            System.out.println(
                    "!!! GatewayFileTest is skipped: there is no nginx on this machine (apt-get install nginx-light).");
        }
        Assumptions.assumeTrue(program.isPresent());
        port = FreePorts.find();
        Map<String, String> variables = new HashMap<>(Map.of(
                "GATEWAY_PORT",
                "127.0.0.1:" + port,
                "GATEWAY_RESOLVER",
                "127.0.0.1",
                // Nobody listens there.
                "RELAY_SERVICE",
                "127.0.0.1:" + FreePorts.find()));
        for (String service : SERVICES) {
            HttpServer server = echo(service);
            services.put(service, server);
            variables.put(service, "127.0.0.1:" + server.getAddress().getPort());
        }
        Files.writeString(folder.resolve("nginx.conf"), configuration(variables));
        nginx = new ProcessBuilder(
                        program.orElseThrow().toString(),
                        "-p",
                        folder.toString(),
                        "-c",
                        folder.resolve("nginx.conf").toString(),
                        "-g",
                        "daemon off;")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        awaitPort();
    }

    @AfterAll
    void stop() throws InterruptedException {
        services.values().forEach(server -> server.stop(0));
        if (nginx != null) {
            nginx.destroy();
            nginx.waitFor(1, TimeUnit.MINUTES);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/api/twilio/token, TOKEN_SERVICE",
        "/chat-widget?identity=a%20b, TOKEN_SERVICE",
        "/api/inquiries, CONVERSATION_SERVICE",
        "/api/conversations/CH1/messages?limit=2&cursor=a%2Fb, CONVERSATION_SERVICE",
        "/api/external/messages, CONVERSATION_SERVICE",
        "/api/admin/provision, CONVERSATION_SERVICE",
        "/api/webhooks/twilio-event?a=%7E&b=+&c=%2B, WEBHOOK_INGEST_SERVICE",
        "/api/webhooks//message-added, WEBHOOK_INGEST_SERVICE",
    })
    void aPathReachesItsServiceByteForByte(String path, String service) throws Exception {
        HttpResponse<String> answer = send(request(path).POST(HttpRequest.BodyPublishers.ofString("a=%20&b=+")));

        assertThat(answer.body().lines().findFirst()).hasValue(service + " POST " + path + " a=%20&b=+");
    }

    /** Twilio discards events for good after any 4xx but 429: the service answers them. */
    @Test
    void aLargeBodyOfEventStreamsIsLeftToTheService() throws Exception {
        String body = "x".repeat(2_000_000);

        HttpResponse<String> answer = send(
                request("/api/webhooks/event-stream?bodySHA256=0").POST(HttpRequest.BodyPublishers.ofString(body)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).startsWith("WEBHOOK_INGEST_SERVICE POST /api/webhooks/event-stream?bodySHA256=0 xxx");
        assertThat(send(request("/api/webhooks/twilio-event").POST(HttpRequest.BodyPublishers.ofString(body)))
                        .statusCode())
                .isEqualTo(413);
    }

    @Test
    void theServiceLearnsWhoAskedAndForWhichAddress() throws Exception {
        HttpResponse<String> answer = send(request("/api/conversations").header("X-Forwarded-For", "203.0.113.9"));

        assertThat(answer.body().lines())
                .contains(
                        "X-forwarded-for: 203.0.113.9, 127.0.0.1",
                        "X-forwarded-proto: http",
                        "X-forwarded-host: 127.0.0.1:" + port,
                        "Host: 127.0.0.1:" + port);
    }

    @ParameterizedTest
    @CsvSource({"/", "/api/unknown", "/api/conversationsX", "/chat-widgets", "/consoles", "/q/metrics", "/q/health"})
    void nothingElseIsReached(String path) throws Exception {
        HttpResponse<String> answer = send(request(path));

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @ParameterizedTest
    @CsvSource({"/api/deliveries", "/api/destinations/live", "/api/audit?limit=2", "/console", "/console/index.html"})
    void aServiceThatIsAwayIsReportedAsAProblem(String path) throws Exception {
        HttpResponse<String> answer = send(request(path));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    /** The services answer browsers themselves: a header of ours beside theirs would be one too many. */
    @ParameterizedTest
    @CsvSource({"OPTIONS, /api/conversations", "GET, /api/conversations", "GET, /chat-widget"})
    void theServicesSetTheCorsHeaders(String method, String path) throws Exception {
        HttpResponse<String> answer = send(request(path)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Origin", "https://app.baboo.example")
                .header("Access-Control-Request-Method", "PATCH"));

        assertThat(answer.body()).contains(method + " " + path);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly("from-the-service");
        assertThat(answer.headers().allValues("Vary")).isEmpty();
    }

    /** Starts a server that responds with the request it received. */
    private static HttpServer echo(String name) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            StringBuilder text = new StringBuilder(
                    name + " " + exchange.getRequestMethod() + " " + exchange.getRequestURI() + " " + body + "\n");
            exchange.getRequestHeaders()
                    .forEach((header, values) -> text.append(header + ": " + String.join(", ", values) + "\n"));
            byte[] answer = text.toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().add("Access-Control-Allow-Origin", "from-the-service");
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        return server;
    }

    /** What nginx' image makes of the template: the variables of the environment, and no other, are filled in. */
    private String configuration(Map<String, String> variables) throws IOException {
        String template = Files.readString(Project.ROOT.resolve("docker/gateway/default.conf.template"));
        for (Map.Entry<String, String> variable : variables.entrySet()) {
            template = template.replace("${" + variable.getKey() + "}", variable.getValue());
        }
        assertThat(template).doesNotContain("${");
        String temporary = Stream.of("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
                .map(kind -> kind + "_temp_path " + folder + ";\n")
                .reduce("", String::concat);
        return "pid " + folder + "/pid;\nerror_log stderr warn;\nworker_processes 1;\n"
                + "events {}\nhttp {\naccess_log off;\n" + temporary + template + "}\n";
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private void awaitPort() throws Exception {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
                return;
            } catch (IOException notYet) {
                assertThat(nginx.isAlive() && System.nanoTime() < deadline)
                        .as(() -> logOfNginx())
                        .isTrue();
                Thread.sleep(20);
            }
        }
    }

    private String logOfNginx() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private static Optional<Path> findNginx() {
        String path = System.getenv().getOrDefault("PATH", "") + File.pathSeparator + "/usr/sbin";
        return Stream.of(path.split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "nginx"))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
