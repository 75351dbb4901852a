package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.ServerWebSocket;
import java.time.Instant;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.conversations.Actor;
import travel.baboo.messaging.sandbox.twilio.conversations.ChatService;
import travel.baboo.messaging.sandbox.twilio.conversations.User;

/** One web socket of an SDK, and who is signed in on it. */
final class Session {

    /** The token and the identity that presented it. */
    record Login(AccessTokens.Grant grant, ChatService service, String userSid) {}

    private final ServerWebSocket socket;
    private final String httpOrigin;
    private final String continuationToken = UUID.randomUUID().toString();
    private final Set<String> subscriptions = new HashSet<>();
    private @Nullable Login login;
    private boolean warned;
    private long sent;

    /** @param httpOrigin how this SDK reaches the sandbox over HTTP, for media */
    Session(ServerWebSocket socket, String httpOrigin) {
        this.socket = socket;
        this.httpOrigin = httpOrigin;
    }

    String httpOrigin() {
        return httpOrigin;
    }

    String continuationToken() {
        return continuationToken;
    }

    boolean isSignedIn() {
        return login != null;
    }

    void signIn(Login signedIn) {
        login = signedIn;
        warned = false;
    }

    Login login() {
        return Objects.requireNonNull(login, "Only a session that is signed in has requests");
    }

    String identity() {
        return login().grant().identity();
    }

    ChatService service() {
        return login().service();
    }

    User user() {
        User user = service().findUser(login().userSid());
        if (user == null) {
            throw new TwilioException(404, 50200, "User not found");
        }
        return user;
    }

    Actor actor() {
        return Actor.sdk(identity());
    }

    boolean isOf(User user) {
        return login != null && login.userSid().equals(user.sid());
    }

    Set<String> subscriptions() {
        return subscriptions;
    }

    /** Whether it is time to announce the token's end, which is done once a token. */
    boolean takeWarning(Instant now, Instant from) {
        boolean due = !warned && !now.isBefore(from);
        warned |= due;
        return due;
    }

    /** Answers a frame of the SDK. */
    void reply(Frame request, int status) {
        send(Frame.of(replyHeader(request, status)));
    }

    void refuse(Frame request, TwilioException refusal) {
        ObjectNode header = replyHeader(request, refusal.status());
        ((ObjectNode) header.get("status")).put("errorCode", refusal.code()).put("description", refusal.getMessage());
        send(Frame.of(header));
    }

    /** Answers a tunneled request. */
    void answer(Frame request, TunnelAnswer answer) {
        ObjectNode header = replyHeader(request, 200);
        header.set("http_status", status(answer.status()));
        ObjectNode headers = header.putObject("http_headers");
        if (answer.retryAfterSeconds() != null) {
            headers.put("retry-after", Integer.toString(answer.retryAfterSeconds()));
        }
        send(Frame.of(header, answer.body()));
    }

    void send(Frame reply, JsonNode payload) {
        send(Frame.of(reply.header(), payload));
    }

    /** Sends a notification, which the SDK acknowledges. */
    void notify(String messageType, JsonNode payload) {
        send(Frame.of(fromServer("notification").put("message_type", messageType), payload));
    }

    void announceExpiry() {
        send(Frame.of(fromServer("client_update").put("client_update_type", "token_about_to_expire")));
    }

    void ping() {
        send(Frame.of(fromServer("ping")));
    }

    /** Asks the SDK to close the socket; what it does then follows from the status. */
    void close(int status, String word, int errorCode, String description, @Nullable JsonNode payload) {
        ObjectNode header = fromServer("close");
        header.putObject("status")
                .put("code", status)
                .put("status", word)
                .put("errorCode", errorCode)
                .put("description", description);
        send(payload == null ? Frame.of(header) : Frame.of(header, payload));
    }

    /** Drops the connection without a close frame. */
    void cut() {
        socket.close();
    }

    static ObjectNode replyHeader(Frame request, int status) {
        ObjectNode header = Json.object().put("method", "reply").put("id", request.id());
        header.set("status", status(status));
        return header;
    }

    void send(Frame frame) {
        if (!socket.isClosed()) {
            socket.writeBinaryMessage(frame.toBuffer());
        }
    }

    private ObjectNode fromServer(String method) {
        return Json.object().put("method", method).put("id", "SB" + ++sent);
    }

    private static ObjectNode status(int code) {
        return Json.object()
                .put("code", code)
                .put("status", HttpResponseStatus.valueOf(code).reasonPhrase());
    }
}
