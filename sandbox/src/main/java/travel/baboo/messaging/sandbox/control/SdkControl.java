package travel.baboo.messaging.sandbox.control;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.http.ProblemException;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.conversations.Actor;
import travel.baboo.messaging.sandbox.twilio.conversations.ChatService;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationDraft;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.conversations.Message;
import travel.baboo.messaging.sandbox.twilio.conversations.MessageDraft;
import travel.baboo.messaging.sandbox.twilio.conversations.Participant;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;
import travel.baboo.messaging.sandbox.twilio.messaging.Contents;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;
import travel.baboo.messaging.sandbox.twilio.realtime.AccessTokens;

/**
 * {@code /control/sdk}: acts as a browser that runs Twilio's Conversations SDK. The caller shows a Twilio access token
 * ({@code Authorization: Bearer}), which is checked as Twilio does, or just names an identity.
 */
final class SdkControl {

    private final Clock clock;
    private final AccessTokens tokens;
    private final ConversationsModel model;
    private final Contents contents;

    SdkControl(Clock clock, AccessTokens tokens, ConversationsModel model, Contents contents) {
        this.clock = clock;
        this.tokens = tokens;
        this.model = model;
        this.contents = contents;
    }

    void mount(ControlRoutes routes) {
        routes.postLater("/control/sdk/conversations", this::create);
        routes.postLater("/control/sdk/conversations/:sid/join", this::join);
        routes.postLater("/control/sdk/conversations/:sid/leave", this::leave);
        routes.postLater("/control/sdk/conversations/:sid/messages", this::send);
        routes.postLater("/control/sdk/conversations/:sid/messages/:message", this::edit);
        routes.postLater("/control/sdk/conversations/:sid/read", this::read);
    }

    private record Caller(String identity, ChatService service, ObjectNode body) {}

    private Caller caller(RoutingContext context) {
        ObjectNode body = Bodies.jsonObject(context);
        String authorization = context.request().getHeader("Authorization");
        AccessTokens.Grant grant = authorization == null ? null : tokens.checkHeader(authorization);
        String identity =
                grant != null ? grant.identity() : body.path("identity").asText("");
        if (identity.isEmpty()) {
            throw ProblemException.badRequest("identity or an access token is required");
        }
        @Nullable String serviceSid = grant != null ? grant.serviceSid() : text(body, "serviceSid");
        ChatService service = serviceSid == null
                ? model.services().defaultService()
                : model.services().find(serviceSid);
        if (service == null) {
            throw ProblemException.notFound("There is no service " + serviceSid);
        }
        return new Caller(identity, service, body);
    }

    /** Creates and, unless {@code "join":false}, joins. */
    private Future<Object> create(RoutingContext context) {
        Caller caller = caller(context);
        ObjectNode body = caller.body();
        Actor actor = Actor.sdk(caller.identity());
        return model.conversations()
                .create(
                        caller.service(),
                        actor,
                        ConversationDraft.named(
                                text(body, "friendlyName"), text(body, "uniqueName"), text(body, "attributes")))
                .compose(room -> body.path("join").asBoolean(true)
                        ? enter(room, caller).map(SdkControl.view(room))
                        : Future.succeededFuture(SdkControl.view(room)));
    }

    private Future<Object> join(RoutingContext context) {
        Caller caller = caller(context);
        return enter(room(context), caller).map(Json.MAPPER::valueToTree);
    }

    private Future<Object> leave(RoutingContext context) {
        Caller caller = caller(context);
        Room room = room(context);
        Participant member = member(room, caller);
        return model.participants()
                .remove(room, Actor.sdk(caller.identity()), member)
                .map(Json.MAPPER.<ObjectNode>valueToTree(member));
    }

    private Future<Object> send(RoutingContext context) {
        Caller caller = caller(context);
        Room room = room(context);
        member(room, caller);
        String body = text(caller.body(), "body");
        List<Media> media = media(caller.body());
        if ((body == null || body.isEmpty()) && media.isEmpty()) {
            throw ProblemException.badRequest("body or mediaSid is required");
        }
        MessageDraft draft = MessageDraft.plain(caller.identity(), body, media, text(caller.body(), "attributes"));
        return model.messages().add(room, Actor.sdk(caller.identity()), draft).map(Json.MAPPER::valueToTree);
    }

    /** By default a member may change what they wrote (Twilio's permissions editOwnMessage and editOwnMessageAttributes). */
    private Future<Object> edit(RoutingContext context) {
        Caller caller = caller(context);
        Room room = room(context);
        member(room, caller);
        Message message = room.messages().stream()
                .filter(candidate -> candidate.sid().equals(context.pathParam("message")))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("There is no such message"));
        if (!message.author().equals(caller.identity())) {
            throw new TwilioException(403, 54007, "User unauthorized for command");
        }
        String body = text(caller.body(), "body");
        String attributes = text(caller.body(), "attributes");
        Message wanted = new Message(
                message.sid(),
                message.index(),
                message.author(),
                message.participantSid(),
                body == null ? message.body() : body,
                message.media(),
                attributes == null ? message.attributes() : attributes,
                message.contentSid(),
                message.subject(),
                message.created(),
                clock.instant());
        return model.messages()
                .update(room, Actor.sdk(caller.identity()), wanted)
                .map(Json.MAPPER::valueToTree);
    }

    private Future<Object> read(RoutingContext context) {
        Caller caller = caller(context);
        Room room = room(context);
        int index = caller.body().path("index").asInt(-1);
        if (index < 0) {
            throw ProblemException.badRequest("index is required");
        }
        return model.participants()
                .read(room, Actor.sdk(caller.identity()), member(room, caller), index)
                .map(Json.MAPPER::valueToTree);
    }

    private Future<Participant> enter(Room room, Caller caller) {
        Instant now = clock.instant();
        boolean creator = caller.identity().equals(room.conversation().createdBy());
        Participant wanted = new Participant(
                Sid.create("MB"),
                caller.identity(),
                null,
                "{}",
                creator ? caller.service().creatorRoleSid() : caller.service().conversationRoleSid(),
                now,
                now,
                null,
                null);
        return model.participants().add(room, Actor.sdk(caller.identity()), wanted);
    }

    private List<Media> media(ObjectNode body) {
        String sid = text(body, "mediaSid");
        if (sid == null) {
            return List.of();
        }
        Media media = contents.findMedia(sid);
        if (media == null) {
            throw ProblemException.notFound("There is no media " + sid);
        }
        return List.of(media);
    }

    private Room room(RoutingContext context) {
        Room room = model.rooms().find(context.pathParam("sid"));
        if (room == null) {
            throw ProblemException.notFound("There is no conversation " + context.pathParam("sid"));
        }
        return room;
    }

    private static Participant member(Room room, Caller caller) {
        Participant member = room.findAuthor(caller.identity());
        if (member == null) {
            throw new TwilioException(403, 50430, "User is not a member of the conversation");
        }
        return Objects.requireNonNull(member);
    }

    private static Object view(Room room) {
        return RoomView.of(room);
    }

    private static @Nullable String text(ObjectNode body, String name) {
        return body.hasNonNull(name) ? body.get(name).asText() : null;
    }
}
