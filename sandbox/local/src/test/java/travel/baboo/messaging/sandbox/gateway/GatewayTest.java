package travel.baboo.messaging.sandbox.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The gateway in front of four services. */
class GatewayTest {

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Upstream token = new Upstream("token");
    private final Upstream conversation = new Upstream("conversation");
    private final Upstream ingest = new Upstream("ingest");
    private GatewayServer gateway = start(URI.create("http://127.0.0.1:9"));

    private GatewayServer start(URI... relay) {
        return start(Duration.ofSeconds(60), relay);
    }

    private GatewayServer start(Duration timeout, URI... relay) {
        return GatewayServer.start(new GatewayConfig(
                "127.0.0.1",
                0,
                List.of(token.origin()),
                List.of(conversation.origin()),
                List.of(ingest.origin()),
                List.of(relay),
                timeout));
    }

    @AfterEach
    void close() {
        gateway.close();
        token.close();
        conversation.close();
        ingest.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/twilio/token, token",
        "/chat-widget, token",
        "/api/inquiries, conversation",
        "/api/conversations/CH1/messages, conversation",
        "/api/external/messages, conversation",
        "/api/admin/provision, conversation",
        "/api/webhooks/twilio-event, ingest"
    })
    void pathsGoToTheirServices(String path, String service) {
        assertThat(get(path).body()).isEqualTo(service);
    }

    @Test
    void unknownPathsAreAProblem() {
        for (String path : List.of("/api/nothing", "/", "/api/inquiriesx", "/chat-widgets")) {
            HttpResponse<String> reply = get(path);
            assertThat(reply.statusCode()).isEqualTo(404);
            assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        }
    }

    @Test
    void pathQueryAndBodyPassUntouched() {
        String uri = "/api/webhooks/twilio-event?a=%2B%26&b='@:&c=a+b&d=%c3%a9&&e";
        String body = "Body=a+b%20c&X=1&X=2&empty=";

        raw(
                body,
                "POST " + uri + " HTTP/1.1",
                "Host: public.example.com",
                "Content-Length: " + body.length(),
                "Content-Type: application/x-www-form-urlencoded",
                "Connection: close");

        Upstream.Request request = ingest.onlyRequest();
        assertThat(request.uri()).isEqualTo(uri);
        assertThat(request.body()).isEqualTo(body);
    }

    @Test
    void aWebhookWithItsFieldsInTheUrlPassesWhole() {
        String path = "/api/webhooks/twilio-event?Body=" + "x".repeat(20_000);

        assertThat(get(path).statusCode()).isEqualTo(200);
        assertThat(ingest.onlyRequest().uri()).isEqualTo(path);
    }

    @Test
    void aChunkedBodyPasses() {
        raw(
                "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                "POST /api/webhooks/x HTTP/1.1",
                "Host: h",
                "Transfer-Encoding: chunked",
                "Connection: close");

        assertThat(ingest.onlyRequest().body()).isEqualTo("abcde");
    }

    @Test
    void forwardingHeadersSayWhoAskedForWhat() {
        raw(
                "",
                "GET /api/conversations HTTP/1.1",
                "Host: public.example.com",
                "X-Forwarded-For: 203.0.113.7",
                "X-Forwarded-Proto: gopher",
                "X-Forwarded-Host: evil.example.com",
                "Connection: close",
                "Connection: X-Hop",
                "X-Hop: 1",
                "TE: trailers",
                "Authorization: Bearer x");

        Upstream.Request request = conversation.onlyRequest();
        assertThat(request.headers().getFirst("X-Forwarded-For")).isEqualTo("203.0.113.7, 127.0.0.1");
        assertThat(request.headers().getFirst("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(request.headers().getFirst("X-Forwarded-Host")).isEqualTo("public.example.com");
        assertThat(request.headers().getFirst("X-Forwarded-Port"))
                .isEqualTo(Integer.toString(URI.create(gateway.origin()).getPort()));
        assertThat(request.headers().getFirst("Authorization")).isEqualTo("Bearer x");
        assertThat(request.headers().getFirst("X-Hop")).isNull();
        assertThat(request.headers().getFirst("TE")).isNull();
    }

    /** The services answer browsers themselves: a header of ours beside theirs would be one too many. */
    @ParameterizedTest
    @CsvSource({"OPTIONS, /api/conversations", "GET, /api/conversations", "GET, /api/webhooks/twilio-event"})
    void theServicesSetTheCorsHeaders(String method, String path) {
        conversation.answer(200, "", Map.of("Access-Control-Allow-Origin", "of-the-service"));

        HttpResponse<String> reply =
                send(method, path, "Origin", "http://localhost:4200", "Access-Control-Request-Method", "PATCH");

        assertThat(reply.headers().allValues("Access-Control-Allow-Origin"))
                .isEqualTo(path.startsWith("/api/webhooks") ? List.of() : List.of("of-the-service"));
        assertThat(reply.headers().allValues("Vary")).isEmpty();
    }

    @Test
    void anErrorOfAServicePassesAsItIs() {
        conversation.answer(409, "conflict", Map.of());

        HttpResponse<String> reply = get("/api/conversations");

        assertThat(reply.statusCode()).isEqualTo(409);
        assertThat(reply.body()).isEqualTo("conflict");
    }

    @Test
    void aServiceThatIsDownIsUnavailable() {
        HttpResponse<String> reply = get("/api/deliveries");

        assertThat(reply.statusCode()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aServiceThatTakesTooLongIsGivenUp() {
        gateway.close();
        gateway = start(Duration.ofMillis(500), URI.create("http://127.0.0.1:9"));
        CountDownLatch never = new CountDownLatch(1);
        conversation.hold(never);

        HttpResponse<String> reply = get("/api/conversations");

        assertThat(reply.statusCode()).isEqualTo(504);
        never.countDown();
    }

    @Test
    void aServiceThatHangsUpIsABadGateway() throws IOException {
        gateway.close();
        try (ServerSocket rude = new ServerSocket(0)) {
            Thread hangsUp = new Thread(() -> {
                try {
                    while (true) {
                        Socket socket = rude.accept();
                        socket.getInputStream().read();
                        socket.close();
                    }
                } catch (IOException closed) {
                    Thread.currentThread().interrupt();
                }
            });
            hangsUp.start();
            gateway = start(URI.create("http://127.0.0.1:" + rude.getLocalPort()));

            assertThat(get("/api/deliveries").statusCode()).isEqualTo(502);
        }
    }

    @Test
    void instancesTakeTurnsAndOneThatIsDownIsPassedOver() {
        gateway.close();
        gateway = start(URI.create("http://127.0.0.1:9"), token.origin(), conversation.origin());

        List<String> answers =
                Stream.generate(() -> get("/api/deliveries").body()).limit(30).toList();

        assertThat(answers).containsOnly("token", "conversation");
    }

    private HttpResponse<String> get(String path) {
        return send("GET", path);
    }

    private HttpResponse<String> send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(gateway.origin() + path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Sends bytes as they are, as no HTTP library would; returns when the answer is complete. */
    private void raw(String body, String... head) {
        String request = String.join("\r\n", head) + "\r\n\r\n" + body;
        URI origin = URI.create(gateway.origin());
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            BufferedReader reader =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            assertThat(reader.readLine()).isEqualTo("HTTP/1.1 200 OK");
            while (reader.readLine() != null) {
                Thread.onSpinWait();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
