package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;

/** A web socket as Twilio's SDK opens it, for tests in Java: blocking, one request at a time. Not for event loops. */
public final class SdkClient implements AutoCloseable {

    /** What {@link #next} returns when the server has closed the connection. */
    public static final String CLOSED = "(closed)";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** The answer to a tunneled request. */
    public record Answer(int status, JsonNode body) {}

    private final BlockingQueue<Frame> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private String identity = "";
    private JsonNode links = Json.object();
    private long sent;

    /** @param origin the sandbox's, {@code http://127.0.0.1:8090} */
    public SdkClient(String origin) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(origin.replaceFirst("http", "ws") + "/v3/wsconnect"), new Receiver())
                .join();
    }

    /** Signs in with this identity in a service of the sandbox's own account. */
    public static SdkClient signIn(String origin, String identity, String serviceSid) {
        SdkClient client = new SdkClient(origin);
        client.init(SdkToken.of(
                identity, claims -> ((ObjectNode) claims.at("/grants/chat")).put("service_sid", serviceSid)));
        return client;
    }

    /** Signs in; the header of the reply. */
    public JsonNode init(String token) {
        JsonNode reply = exchange("init", token);
        if (reply.at("/status/code").asInt() == 200) {
            JsonNode configuration = require(request("GET", "/Client/v2/Configuration", null));
            identity = configuration.path("identity").asText();
            links = configuration.path("links");
        }
        return reply;
    }

    /** Presents another token; returns the header of the reply. */
    public JsonNode update(String token) {
        return exchange("update", token);
    }

    private JsonNode exchange(String method, String token) {
        send(Json.object().put("method", method).put("token", token), null);
        return next();
    }

    /** Sends a request and waits for its answer; notifications that come before it are dropped. */
    public Answer request(String method, String path, @Nullable ObjectNode body) {
        ObjectNode header = Json.object().put("method", "message");
        header.putObject("http_request")
                .put("method", method)
                .put("path", path.startsWith("http") ? URI.create(path).getRawPath() : path)
                .putObject("headers")
                .put("Content-Type", "application/json");
        String id = send(header, body);
        for (; ; ) {
            Frame frame = take();
            if (frame.method().equals("reply") && frame.id().equals(id)) {
                JsonNode status = frame.header().at("/http_status/code");
                return new Answer(
                        status.isMissingNode()
                                ? frame.header().at("/status/code").asInt()
                                : status.asInt(),
                        frame.json());
            }
            if (frame.method().equals(CLOSED)) {
                throw new IllegalStateException("The sandbox closed the connection before it answered " + path);
            }
        }
    }

    /** Creates a conversation and joins it; its SID. */
    public String createConversation(@Nullable String friendlyName) {
        JsonNode made = require(request("POST", conversations(), Json.object().put("friendly_name", friendlyName)));
        String sid = made.path("sid").asText();
        join(sid);
        return sid;
    }

    public void join(String conversationSid) {
        require(request(
                "POST",
                conversations() + "/" + conversationSid + "/Participants",
                Json.object().put("identity", identity)));
    }

    public void leave(String conversationSid) {
        require(request(
                "DELETE",
                conversations() + "/" + conversationSid + "/Participants/" + Form.encode(identity),
                Json.object()));
    }

    /**
     * Sends a message; its SID.
     *
     * @param attributes JSON text
     */
    public String send(
            String conversationSid, @Nullable String body, @Nullable String attributes, String... mediaSids) {
        ObjectNode message = Json.object().put("body", body).put("attributes", attributes);
        for (String sid : mediaSids) {
            message.withArray("media_sids").add(sid);
        }
        return require(request("POST", messages(conversationSid), message))
                .path("sid")
                .asText();
    }

    /** Changes the attributes of a message. */
    public void writeAttributes(String conversationSid, String messageSid, String attributes) {
        require(request(
                "POST",
                messages(conversationSid) + "/" + messageSid,
                Json.object().put("attributes", attributes)));
    }

    /** Sets the reader's own read horizon. */
    public void read(String conversationSid, int index) {
        require(request(
                "POST",
                links.path("my_conversations").asText() + "/" + conversationSid,
                Json.object().put("last_read_message_index", index)));
    }

    private String conversations() {
        return links.path("conversations").asText();
    }

    private String messages(String conversationSid) {
        return conversations() + "/" + conversationSid + "/Messages";
    }

    private static JsonNode require(Answer answer) {
        if (answer.status() >= 400) {
            throw new IllegalStateException("Twilio refused: " + answer.status() + " " + answer.body());
        }
        return answer.body();
    }

    /** Sends bytes that need not be a frame. */
    public void sendRaw(byte[] bytes) {
        socket.sendBinary(ByteBuffer.wrap(bytes), true).join();
    }

    /** The header of the next frame. @throws IllegalStateException if none comes */
    public JsonNode next() {
        return take().header();
    }

    @Override
    public void close() {
        socket.abort();
    }

    private String send(ObjectNode header, @Nullable ObjectNode body) {
        String id = "TM" + ++sent;
        header.put("id", id);
        sendRaw((body == null ? Frame.of(header) : Frame.of(header, body))
                .toBuffer()
                .getBytes());
        return id;
    }

    private Frame take() {
        try {
            Frame frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (frame == null) {
                throw new IllegalStateException("No frame came");
            }
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", e);
        }
    }

    private final class Receiver implements WebSocket.Listener {

        private Buffer message = Buffer.buffer();

        @Override
        public CompletionStage<?> onBinary(WebSocket from, ByteBuffer data, boolean last) {
            byte[] bytes = new byte[data.remaining()];
            data.get(bytes);
            message.appendBytes(bytes);
            if (last) {
                frames.add(Frame.parse(message));
                message = Buffer.buffer();
            }
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int status, String reason) {
            ended();
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            ended();
        }

        private void ended() {
            frames.add(Frame.of(Json.object().put("method", CLOSED)));
        }
    }
}
