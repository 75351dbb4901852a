package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import travel.baboo.messaging.sandbox.gateway.GatewayConfig;

/** The gateway in front of four services. */
class GatewayTest {

    private final Receiver token = new Receiver();
    private final Receiver conversation = new Receiver();
    private final Receiver ingest = new Receiver();
    private SandboxServer sandbox = start(URI.create("http://127.0.0.1:9"));

    private SandboxServer start(URI relay) {
        return SandboxServer.start(SandboxConfig.forTests()
                .withGateway(new GatewayConfig(
                        0,
                        URI.create(token.url("")),
                        URI.create(conversation.url("")),
                        URI.create(ingest.url("")),
                        relay,
                        Duration.ofMillis(500))));
    }

    @BeforeEach
    void nameTheServices() {
        token.answer(200, "token");
        conversation.answer(200, "conversation");
        ingest.answer(200, "ingest");
    }

    @AfterEach
    void close() {
        sandbox.close();
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
        assertThat(get(path).text()).isEqualTo(service);
    }

    @Test
    void unknownPathsAreAProblem() {
        for (String path : List.of("/api/nothing", "/", "/api/inquiriesx", "/chat-widgets")) {
            Reply reply = get(path);
            assertThat(reply.status()).isEqualTo(404);
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

        Receiver.Request request = ingest.requests().get(0);
        assertThat(request.uri()).isEqualTo(uri);
        assertThat(request.body()).isEqualTo(body);
    }

    @Test
    void aWebhookWithItsFieldsInTheUrlPassesWhole() {
        String path = "/api/webhooks/twilio-event?Body=" + "x".repeat(20_000);

        assertThat(get(path).status()).isEqualTo(200);
        assertThat(ingest.requests().get(0).uri()).isEqualTo(path);
    }

    @Test
    void aChunkedBodyPasses() {
        raw(
                "3\r\nabc\r\n2\r\nde\r\n0\r\n\r\n",
                "POST /api/webhooks/x HTTP/1.1",
                "Host: h",
                "Transfer-Encoding: chunked",
                "Connection: close");

        assertThat(ingest.requests().get(0).body()).isEqualTo("abcde");
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

        Receiver.Request request = conversation.requests().get(0);
        assertThat(request.header("X-Forwarded-For")).isEqualTo("203.0.113.7, 127.0.0.1");
        assertThat(request.header("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(request.header("X-Forwarded-Host")).isEqualTo("public.example.com");
        assertThat(request.header("X-Forwarded-Port"))
                .isEqualTo(Integer.toString(URI.create(sandbox.gatewayOrigin()).getPort()));
        assertThat(request.header("Authorization")).isEqualTo("Bearer x");
        assertThat(request.header("X-Hop")).isNull();
        assertThat(request.header("TE")).isNull();
    }

    /** The services answer browsers themselves: a header of ours beside theirs would be one too many. */
    @ParameterizedTest
    @CsvSource({"OPTIONS, /api/conversations", "GET, /api/conversations", "GET, /api/webhooks/twilio-event"})
    void whatBrowsersAreToldIsTheServicesOwn(String method, String path) {
        conversation.answerHeader("Access-Control-Allow-Origin", "of-the-service");

        Reply reply = Http.send(
                method,
                sandbox.gatewayOrigin() + path,
                null,
                Map.of("Origin", "http://localhost:4200", "Access-Control-Request-Method", "PATCH"));

        assertThat(reply.headers().allValues("Access-Control-Allow-Origin"))
                .isEqualTo(path.startsWith("/api/webhooks") ? List.of() : List.of("of-the-service"));
        assertThat(reply.headers().allValues("Vary")).isEmpty();
    }

    @Test
    void anErrorOfAServicePassesAsItIs() {
        conversation.answer(409, "conflict");

        Reply reply = get("/api/conversations");

        assertThat(reply.status()).isEqualTo(409);
        assertThat(reply.text()).isEqualTo("conflict");
    }

    @Test
    void aServiceThatIsDownIsUnavailable() {
        Reply reply = get("/api/deliveries");

        assertThat(reply.status()).isEqualTo(503);
        assertThat(reply.headers().firstValue("Content-Type")).hasValue("application/problem+json");
    }

    @Test
    void aServiceThatTakesTooLongIsGivenUp() {
        CountDownLatch never = new CountDownLatch(1);
        conversation.hold(never);

        Reply reply = get("/api/conversations");

        assertThat(reply.status()).isEqualTo(504);
        never.countDown();
    }

    @Test
    void aServiceThatHangsUpIsABadGateway() throws IOException {
        sandbox.close();
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
            sandbox = start(URI.create("http://127.0.0.1:" + rude.getLocalPort()));

            assertThat(get("/api/deliveries").status()).isEqualTo(502);
        }
    }

    private Reply get(String path) {
        return Http.send("GET", sandbox.gatewayOrigin() + path, null, Map.of());
    }

    /** Sends bytes as they are, as no HTTP library would; returns when the answer is complete. */
    private void raw(String body, String... head) {
        String request = String.join("\r\n", head) + "\r\n\r\n" + body;
        URI gateway = URI.create(sandbox.gatewayOrigin());
        try (Socket socket = new Socket(gateway.getHost(), gateway.getPort())) {
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
