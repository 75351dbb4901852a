package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The web socket of Twilio's SDKs, frame by frame. What the SDKs make of it is tested with the SDKs themselves. */
class RealtimeTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    private static final String CLOSED = "(closed)";

    @Test
    void aGoodTokenIsWelcomeAndMakesAUser() throws Exception {
        try (Socket socket = new Socket()) {
            JsonNode reply = socket.init(SdkToken.of("elena", claims -> {}));

            assertThat(reply.at("/status/code").asInt()).isEqualTo(200);
            assertThat(reply.path("continuation_token").asText()).isNotEmpty();
            assertThat(SANDBOX.control("GET", "/control/realtime", null)
                            .body()
                            .at("/online/elena")
                            .asInt())
                    .isEqualTo(1);
            assertThat(SANDBOX.twilio().get("/Users/elena").status()).isEqualTo(200);
        }
    }

    @Test
    void badTokensAreRefusedAsTwilioDoes() throws Exception {
        assertRefused(20101, "nonsense");
        assertRefused(20103, SdkToken.of("elena", claims -> claims.put("iss", "SK" + "1".repeat(32))));
        assertRefused(
                20104,
                SdkToken.of("elena", claims -> claims.put("exp", Instant.now().getEpochSecond() - 1)));
        assertRefused(20106, SdkToken.of("elena", claims -> claims.remove("grants")));
        SANDBOX.control("PUT", "/control/api-key", Map.of("revoked", true));
        assertRefused(20103, SdkToken.of("elena", claims -> {}));
    }

    @Test
    void nothingIsAnsweredBeforeInit() throws Exception {
        try (Socket socket = new Socket()) {
            JsonNode reply = socket.request("GET", "/Client/v2/Configuration");

            assertThat(reply.at("/status/code").asInt()).isEqualTo(401);
        }
    }

    @Test
    void anotherPersonsTokenEndsTheSession() throws Exception {
        try (Socket socket = new Socket()) {
            socket.init(SdkToken.of("elena", claims -> {}));

            socket.send(frame("update", SdkToken.of("marta", claims -> {})));

            assertThat(socket.next().at("/status/errorCode").asInt()).isEqualTo(51_232);
        }
    }

    @Test
    void anEndedTokenClosesAndIsAnnouncedBefore() throws Exception {
        try (Socket socket = new Socket()) {
            socket.init(SdkToken.of(
                    "elena", claims -> claims.put("exp", Instant.now().getEpochSecond() + 3)));

            assertThat(socket.next().path("client_update_type").asText()).isEqualTo("token_about_to_expire");
            JsonNode close = socket.next();
            assertThat(close.path("method").asText()).isEqualTo("close");
            assertThat(close.at("/status/code").asInt()).isEqualTo(410);
            assertThat(close.at("/status/errorCode").asInt()).isEqualTo(51_207);
        }
    }

    @Test
    void whatIsNotKnownIsA404AndOnRecord() throws Exception {
        try (Socket socket = new Socket()) {
            socket.init(SdkToken.of("elena", claims -> {}));

            JsonNode reply = socket.request("GET", "/Client/v2/Nonsense");

            assertThat(reply.at("/http_status/code").asInt()).isEqualTo(404);
            JsonNode unknown =
                    SANDBOX.control("GET", "/control/realtime", null).body().path("unknown");
            assertThat(unknown.findValuesAsText("path")).contains("/Client/v2/Nonsense");
        }
    }

    @Test
    void faultsOfTunneledRequestsStrike() throws Exception {
        SANDBOX.control(
                "POST",
                "/control/faults/realtime",
                Map.of("kind", "status", "status", 503, "path", "Configuration", "retryAfterSeconds", 7));
        try (Socket socket = new Socket()) {
            socket.init(SdkToken.of("elena", claims -> {}));

            JsonNode reply = socket.request("GET", "/Client/v2/Configuration");

            assertThat(reply.at("/http_status/code").asInt()).isEqualTo(503);
            assertThat(reply.at("/http_headers/retry-after").asText()).isEqualTo("7");
            assertThat(socket.request("GET", "/Client/v2/Configuration")
                            .at("/http_status/code")
                            .asInt())
                    .isEqualTo(200);
        }
    }

    @Test
    void whatIsNoFrameEndsTheConnection() throws Exception {
        try (Socket socket = new Socket()) {
            socket.send("hello");

            assertThat(socket.next().path("method").asText()).isEqualTo(CLOSED);
        }
    }

    /** A member's objects are his: another's list of conversations, and a stranger's conversation, are not shown. */
    @Test
    void nobodyReadsAnothersObjects() throws Exception {
        String conversation = SANDBOX.twilio().newConversation();
        try (Socket elena = new Socket();
                Socket stranger = new Socket()) {
            elena.init(SdkToken.of("elena", claims -> {}));
            stranger.init(SdkToken.of("stranger", claims -> {}));
            String hers = SANDBOX.twilio().get("/Users/elena").text("sid") + ".my_conversations";

            assertThat(elena.status("/v3/Maps/" + hers)).isEqualTo(200);
            assertThat(stranger.status("/v3/Maps/" + hers)).isEqualTo(403);
            assertThat(stranger.status("/v3/Documents/" + conversation + ".conversation"))
                    .isEqualTo(403);
            assertThat(stranger.status("/v3/Lists/" + conversation + ".messages"))
                    .isEqualTo(403);
            assertThat(stranger.status("/v3/Lists/CH" + "0".repeat(32) + ".messages"))
                    .isEqualTo(404);
        }
    }

    private static void assertRefused(int code, String token) throws Exception {
        try (Socket socket = new Socket()) {
            JsonNode reply = socket.init(token);
            assertThat(reply.at("/status/code").asInt()).isEqualTo(401);
            assertThat(reply.at("/status/errorCode").asInt()).isEqualTo(code);
        }
    }

    private static ObjectNode frame(String method, String token) {
        return Http.MAPPER
                .createObjectNode()
                .put("id", "TM1")
                .put("method", method)
                .put("token", token);
    }

    /** A socket whose frames' headers are read one by one. */
    private static final class Socket implements WebSocket.Listener, AutoCloseable {

        private final BlockingQueue<JsonNode> headers = new LinkedBlockingQueue<>();
        private final ByteArrayOutputStream message = new ByteArrayOutputStream();
        private final WebSocket socket;

        Socket() {
            URI uri = URI.create(SANDBOX.origin().replace("http", "ws") + "/v3/wsconnect");
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(uri, this)
                    .join();
        }

        JsonNode init(String token) throws InterruptedException, IOException {
            send(frame("init", token));
            return next();
        }

        int status(String path) throws InterruptedException, IOException {
            return request("GET", path).at("/http_status/code").asInt();
        }

        JsonNode request(String method, String path) throws InterruptedException, IOException {
            ObjectNode header = Http.MAPPER.createObjectNode().put("id", "TM2").put("method", "message");
            header.putObject("http_request").put("method", method).put("path", path);
            send(header);
            return next();
        }

        void send(ObjectNode header) throws IOException {
            byte[] bytes = Http.MAPPER.writeValueAsBytes(header.put("payload_size", 0));
            send("TWILSOCK V3.0 " + bytes.length + "\r\n" + new String(bytes, StandardCharsets.UTF_8) + "\r\n");
        }

        void send(String text) {
            socket.sendBinary(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), true)
                    .join();
        }

        JsonNode next() throws InterruptedException {
            JsonNode header = headers.poll(20, TimeUnit.SECONDS);
            assertThat(header).as("a frame").isNotNull();
            return header;
        }

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            message.writeBytes(bytes);
            if (last) {
                String text = message.toString(StandardCharsets.ISO_8859_1);
                message.reset();
                int lineEnd = text.indexOf("\r\n");
                int size = Integer.parseInt(text.substring("TWILSOCK V3.0 ".length(), lineEnd));
                try {
                    headers.add(Http.MAPPER.readTree(text.substring(lineEnd + 2, lineEnd + 2 + size)));
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            headers.add(Http.MAPPER.createObjectNode().put("method", CLOSED));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            headers.add(Http.MAPPER.createObjectNode().put("method", CLOSED));
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
