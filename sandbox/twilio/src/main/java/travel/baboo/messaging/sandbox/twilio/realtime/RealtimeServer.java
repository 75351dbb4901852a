package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.ext.web.Router;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.fault.RestFault;
import travel.baboo.messaging.sandbox.http.BoundedLog;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.twilio.TwilioAccount;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.conversations.Actor;
import travel.baboo.messaging.sandbox.twilio.conversations.ChatService;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.conversations.MessageForm;
import travel.baboo.messaging.sandbox.twilio.conversations.ParticipantForm;
import travel.baboo.messaging.sandbox.twilio.conversations.ResourceJson;
import travel.baboo.messaging.sandbox.twilio.conversations.User;
import travel.baboo.messaging.sandbox.twilio.messaging.Contents;

/** The web socket {@code /v3/wsconnect} of Twilio's Conversations SDKs. */
public final class RealtimeServer {

    /** A request of an SDK that the sandbox has no answer to. */
    public record UnknownRequest(Instant at, String method, String path) {}

    private static final Logger LOG = LoggerFactory.getLogger(RealtimeServer.class);
    private static final int UNKNOWN_KEPT = 100;
    private static final String REPLAY = "REPLAY";

    private final Vertx vertx;
    private final Clock clock;
    private final AccessTokens tokens;
    private final ConversationsModel model;
    private final Faults<RestFault> faults;
    private final Sessions sessions = new Sessions();
    private final SyncObjects objects;
    private final TunnelRouter tunnel = new TunnelRouter();
    private final BoundedLog<UnknownRequest> unknown = new BoundedLog<>(UNKNOWN_KEPT);
    private final ModelFeed feed;
    private final SessionClock sessionClock;
    private Changes changes = () -> {};

    /** @param faults faults of tunneled requests, of {@code INIT} on {@code /v3/wsconnect}, and of a subscription's {@code REPLAY} */
    public RealtimeServer(
            Vertx vertx,
            Clock clock,
            TwilioAccount account,
            AccessTokens tokens,
            ConversationsModel model,
            Contents contents,
            NotificationLevels levels,
            Faults<RestFault> faults) {
        this.vertx = vertx;
        this.clock = clock;
        this.tokens = tokens;
        this.model = model;
        this.faults = faults;
        this.objects = new SyncObjects(clock, model, levels, sessions::isOnline, sessions::publish);
        this.sessionClock = new SessionClock(clock, sessions, objects);
        ClientViews views = new ClientViews(new ResourceJson(account.accountSid()), levels);
        new ClientConversations(clock, model, new ParticipantForm(account), views, levels).mount(tunnel);
        new ClientMessages(clock, model, new MessageForm(contents), views).mount(tunnel);
        new ClientUsers(clock, model, views, sessions, contents).mount(tunnel);
        new SyncApi(vertx, model.rooms(), objects, this::interruptsReplay).mount(tunnel);
        this.feed = new ModelFeed(vertx, model.rooms(), sessions, objects);
        model.rooms().listen(feed);
        model.services().listen(feed);
    }

    /** Registers what is called when a socket signs in or closes, and for each unknown request. */
    public void listen(Changes changes) {
        this.changes = changes;
    }

    /** Mount it before any handler that reads request bodies. */
    public void mount(Router router) {
        router.get("/v3/wsconnect").handler(context -> {
            HttpServerRequest request = context.request();
            String scheme = request.isSSL() ? "https" : "http";
            String origin = scheme + "://" + request.authority();
            request.toWebSocket()
                    .onSuccess(socket -> accept(socket, origin))
                    .onFailure(failure -> LOG.warn("A request to the web socket was none: {}", failure.toString()));
        });
        vertx.setPeriodic(SessionClock.TICK_MILLIS, timer -> sessionClock.tick());
    }

    /** Requests of SDKs that found no operation, oldest first. */
    public List<UnknownRequest> unknownRequests() {
        return unknown.toList();
    }

    /** How many sockets are signed in, by identity. */
    public Map<String, Long> online() {
        return sessions.signedIn().stream().collect(Collectors.groupingBy(Session::identity, Collectors.counting()));
    }

    /** Applies an action to the sockets of an identity. @return the number of sockets */
    public int act(SocketAction action) {
        List<Session> those = sessions.signedIn().stream()
                .filter(session -> action.matches(session.identity()))
                .toList();
        those.forEach(session -> act(session, action));
        return those.size();
    }

    private void act(Session session, SocketAction action) {
        switch (action.kind()) {
            case CUT -> session.cut();
            case ABOUT_TO_EXPIRE -> session.announceExpiry();
            case EXPIRE -> sessionClock.expire(session);
            case CLOSE ->
                session.close(action.statusOrDefault(), "CLOSED", 0, "Closed by the sandbox", action.backOff());
        }
    }

    private void accept(ServerWebSocket socket, String origin) {
        Session session = new Session(socket, origin);
        sessions.add(session);
        socket.binaryMessageHandler(bytes -> receive(session, bytes));
        socket.exceptionHandler(failure -> LOG.debug("A socket broke: {}", failure.toString()));
        socket.closeHandler(closed -> {
            sessions.remove(session);
            changes.happened();
            if (session.isSignedIn()) {
                objects.refresh(session);
            }
        });
    }

    private void receive(Session session, Buffer bytes) {
        try {
            Frame frame = Frame.parse(bytes);
            switch (frame.method()) {
                case "init" -> init(session, frame);
                case "update" -> update(session, frame);
                case "message" -> request(session, frame);
                case "close" -> session.cut();
                case "reply", "telemetry.v1" -> {}
                case "put_notification_ctx", "delete_notification_ctx" -> session.reply(frame, 200);
                default -> noteUnknown(frame.method(), "(frame)");
            }
        } catch (IllegalArgumentException e) {
            LOG.warn("A socket sent what is no frame: {}", e.getMessage());
            session.cut();
        }
    }

    private void init(Session session, Frame frame) {
        Optional<RestFault> fault = faults.next(candidate -> candidate.matches("INIT", "/v3/wsconnect"));
        if (fault.isPresent()) {
            refuseInit(session, frame, fault.get());
            return;
        }
        try {
            session.signIn(login(frame));
        } catch (TwilioException refusal) {
            session.refuse(frame, refusal);
            return;
        }
        ObjectNode header = Session.replyHeader(frame, 200).put("continuation_token", session.continuationToken());
        header.putArray("capabilities").add("client_update");
        session.send(Frame.of(header));
        objects.refresh(session);
        changes.happened();
    }

    private void refuseInit(Session session, Frame frame, RestFault fault) {
        switch (fault.kind()) {
            case STATUS -> {
                ObjectNode header = Session.replyHeader(frame, fault.statusOrDefault());
                if (fault.retryAfterSeconds() == null) {
                    session.send(Frame.of(header));
                } else {
                    session.send(Frame.of(header, SocketAction.backOff(fault.retryAfterSeconds() * 1000L)));
                }
            }
            case DISCONNECT -> session.cut();
            case TIMEOUT -> LOG.debug("A fault leaves a connection without an answer");
            case LATENCY ->
                vertx.setTimer(Math.max(1, fault.delayOrDefault().toMillis()), late -> init(session, frame));
        }
    }

    /** Such a fault names its method, so that a replay uses up no other fault. */
    private boolean interruptsReplay() {
        return faults.next(candidate -> REPLAY.equals(candidate.method())).isPresent();
    }

    private Session.Login login(Frame frame) {
        AccessTokens.Grant grant = tokens.check(frame.header().path("token").asText());
        ChatService service = grant.serviceSid() == null
                ? model.services().defaultService()
                : model.services().find(grant.serviceSid());
        if (service == null) {
            throw new TwilioException(403, 20403, "The token's service does not exist");
        }
        User user = model.users().ensure(service, Actor.sdk(grant.identity()), grant.identity());
        return new Session.Login(grant, service, user.sid());
    }

    private void update(Session session, Frame frame) {
        try {
            Session.Login login = login(frame);
            if (session.isSignedIn() && !login.userSid().equals(session.login().userSid())) {
                session.close(308, "UPDATE_IS_FORBIDDEN", 51_232, "The token is somebody else's", null);
                return;
            }
            session.signIn(login);
            session.reply(frame, 200);
        } catch (TwilioException refusal) {
            session.refuse(frame, refusal);
        }
    }

    private void request(Session session, Frame frame) {
        if (!session.isSignedIn()) {
            session.refuse(frame, new TwilioException(401, 20101, "Invalid Access Token"));
            return;
        }
        TunnelRequest request;
        try {
            request = TunnelRequest.of(session, frame);
        } catch (TwilioException refusal) {
            session.answer(frame, TunnelAnswer.refused(refusal));
            return;
        }
        Optional<RestFault> fault = faults.next(candidate -> candidate.matches(request.method(), request.path()));
        if (fault.isPresent()) {
            fail(session, frame, request, fault.get());
        } else {
            answer(session, frame, request);
        }
    }

    private void fail(Session session, Frame frame, TunnelRequest request, RestFault fault) {
        if (fault.occursAfterEffect() && fault.kind() != RestFault.Kind.LATENCY) {
            tunnel.answer(request);
        }
        switch (fault.kind()) {
            case STATUS ->
                session.answer(
                        frame,
                        new TunnelAnswer(
                                fault.statusOrDefault(),
                                new TwilioException(
                                                fault.statusOrDefault(),
                                                fault.codeOrDefault(),
                                                "A fault of the sandbox")
                                        .body(),
                                fault.retryAfterSeconds()));
            case DISCONNECT -> session.cut();
            case TIMEOUT -> LOG.debug("A fault leaves a request without an answer");
            case LATENCY ->
                vertx.setTimer(Math.max(1, fault.delayOrDefault().toMillis()), late -> answer(session, frame, request));
        }
    }

    private void answer(Session session, Frame frame, TunnelRequest request) {
        tunnel.answer(request)
                .ifPresentOrElse(
                        answer -> answer.onSuccess(found -> {
                                    // As proven with the SDKs: what a call changed is there when it is answered.
                                    feed.publish();
                                    session.answer(frame, found);
                                })
                                .onFailure(failure -> {
                                    LOG.error("The sandbox failed to answer {}", request.path(), failure);
                                    session.answer(
                                            frame,
                                            TunnelAnswer.refused(new TwilioException(500, 20500, "Internal error")));
                                }),
                        () -> {
                            noteUnknown(request.method(), request.path());
                            session.answer(frame, TunnelAnswer.refused(TwilioException.notFound(request.path())));
                        });
    }

    private void noteUnknown(String method, String path) {
        LOG.error("An SDK sent what the sandbox does not know: {} {}", method, path);
        unknown.add(new UnknownRequest(clock.instant(), method, path));
        changes.happened();
    }
}
