package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;
import travel.baboo.messaging.sandbox.twilio.conversations.User;
import travel.baboo.messaging.sandbox.twilio.messaging.Contents;

/** Client/v2's configuration, templates, users and typing. */
final class ClientUsers {

    private static final int ATTRIBUTES_BYTES = 4 * 1024;

    /** How long the SDK waits before it reports typing again; other members see it for a second longer. */
    private static final int TYPING_SECONDS = 5;

    private final Clock clock;
    private final ConversationsModel model;
    private final ClientViews views;
    private final Sessions sessions;
    private final Contents contents;

    ClientUsers(Clock clock, ConversationsModel model, ClientViews views, Sessions sessions, Contents contents) {
        this.clock = clock;
        this.model = model;
        this.views = views;
        this.sessions = sessions;
        this.contents = contents;
    }

    void mount(TunnelRouter router) {
        router.get(
                "/Client/v2/Configuration",
                (request, path) -> TunnelAnswer.ok(ClientViews.configuration(request.session())));
        router.get("/Client/v2/ContentTemplates", (request, path) -> TunnelAnswer.ok(templates()));
        router.get(
                "/Client/v2/Services/*/Users/*",
                (request, path) -> TunnelAnswer.ok(views.user(request.session(), user(request, path))));
        router.post("/Client/v2/Services/*/Users/*", this::update);
        router.post("/Client/v2/Services/*/Typing", this::typing);
    }

    private ObjectNode templates() {
        ObjectNode list = ClientViews.list("templates");
        contents.templates().forEach((sid, body) -> list.withArray("templates").add(ClientViews.template(sid, body)));
        return list;
    }

    private Future<TunnelAnswer> update(TunnelRequest request, List<String> path) {
        Session session = request.session();
        User before = user(request, path);
        Rights.require(
                session, null, before.sid().equals(session.user().sid()) ? "editOwnUserInfo" : "editAnyUserInfo");
        Parameters body = ClientViews.parameters(request.json());
        String attributes = body.json("Attributes", ATTRIBUTES_BYTES);
        User wanted = new User(
                before.sid(),
                before.identity(),
                body.has("FriendlyName") ? body.text("FriendlyName", 256) : before.friendlyName(),
                attributes == null ? before.attributes() : attributes,
                before.roleSid(),
                before.created(),
                clock.instant());
        return model.users()
                .update(session.service(), session.actor(), wanted)
                .map(user -> TunnelAnswer.ok(views.user(session, user)));
    }

    private Future<TunnelAnswer> typing(TunnelRequest request, List<String> path) {
        Session session = request.session();
        String sid = request.form()
                ? request.formBody().text("ChannelSid")
                : request.json().path("ChannelSid").asText();
        Room room = ClientConversations.find(model, session, String.valueOf(sid));
        Rights.requireMember(session, room);
        ObjectNode typing = Json.object()
                .put("channel_sid", room.sid())
                .put("identity", session.identity())
                .put("typing_timeout", TYPING_SECONDS + 1);
        sessions.others(session, room).forEach(other -> other.notify("twilio.ipmsg.typing_indicator", typing));
        return Future.succeededFuture(TunnelAnswer.ok(Json.object().put("typing_timeout", TYPING_SECONDS)));
    }

    private static User user(TunnelRequest request, List<String> path) {
        User user = request.session().service().findUser(path.get(1));
        if (user == null) {
            throw TwilioException.notFound("/Users/" + path.get(1));
        }
        return user;
    }
}
