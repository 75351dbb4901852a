package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.conversations.Message;
import travel.baboo.messaging.sandbox.twilio.conversations.MessageForm;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;

/** Client/v2's messages and what is known of their delivery. */
final class ClientMessages {

    private static final String CONVERSATION = "/Client/v2/Services/*/Conversations/*";
    private static final String MESSAGES = CONVERSATION + "/Messages";

    private final Clock clock;
    private final ConversationsModel model;
    private final MessageForm form;
    private final ClientViews views;

    ClientMessages(Clock clock, ConversationsModel model, MessageForm form, ClientViews views) {
        this.clock = clock;
        this.model = model;
        this.form = form;
        this.views = views;
    }

    void mount(TunnelRouter router) {
        router.post(MESSAGES, this::send);
        router.post(MESSAGES + "/*", this::update);
        router.delete(MESSAGES + "/*", this::remove);
        router.get(MESSAGES + "/*/Receipts", this::receipts);
        router.get(MESSAGES + "/*/ChannelMetadata", (request, path) -> {
            throw new TwilioException(404, 50530, "Channel metadata not found");
        });
        router.get(CONVERSATION + "/MessageRecipients", (request, path) -> {
            room(request, path);
            return TunnelAnswer.ok(ClientViews.list("message_recipients"));
        });
    }

    private Future<TunnelAnswer> send(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = room(request, path);
        ObjectNode body = request.json();
        boolean media = !body.path("media_sids").isEmpty();
        Rights.require(session, room, media ? "sendMediaMessage" : "sendMessage");
        return model.messages()
                .add(room, session.actor(), form.create(parameters(session, body)))
                .map(message -> TunnelAnswer.created(views.message(session, room, message)));
    }

    /** The author is the caller, whatever the body says. */
    private static Parameters parameters(Session session, ObjectNode body) {
        JsonNode media = body.path("media_sids");
        List<Form.Field> fields =
                new ArrayList<>(ClientViews.parameters(body.deepCopy().without(List.of("media_sids", "author")))
                        .form()
                        .fields());
        media.forEach(sid -> fields.add(new Form.Field("MediaSid", sid.asText())));
        fields.add(new Form.Field("Author", session.identity()));
        return new Parameters(new Form(fields));
    }

    private Future<TunnelAnswer> update(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = room(request, path);
        Message before = message(room, path);
        boolean own = session.identity().equals(before.author());
        ObjectNode body = request.json().without(List.of("author"));
        if (body.has("body")) {
            Rights.require(
                    session, room, own ? new String[] {"editOwnMessage", "editAnyMessage"} : any("editAnyMessage"));
        }
        if (body.has("attributes")) {
            Rights.require(
                    session,
                    room,
                    own
                            ? new String[] {"editOwnMessageAttributes", "editAnyMessageAttributes"}
                            : any("editAnyMessageAttributes"));
        }
        return model.messages()
                .update(room, session.actor(), form.update(ClientViews.parameters(body), before, clock.instant()))
                .map(message -> TunnelAnswer.ok(views.message(session, room, message)));
    }

    private Future<TunnelAnswer> remove(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = room(request, path);
        Message message = message(room, path);
        boolean own = session.identity().equals(message.author());
        Rights.require(
                session, room, own ? new String[] {"deleteOwnMessage", "deleteAnyMessage"} : any("deleteAnyMessage"));
        return model.messages().remove(room, session.actor(), message).map(done -> TunnelAnswer.deleted());
    }

    private TunnelAnswer receipts(TunnelRequest request, List<String> path) {
        Room room = room(request, path);
        ObjectNode answer = ClientViews.list("delivery_receipts");
        room.receipts(message(room, path)).forEach(receipt -> answer.withArray("delivery_receipts")
                .add(views.receipt(request.session(), room, receipt)));
        return TunnelAnswer.ok(answer);
    }

    private Room room(TunnelRequest request, List<String> path) {
        Room room = ClientConversations.find(model, request.session(), path.get(1));
        Rights.requireMember(request.session(), room);
        return room;
    }

    private static Message message(Room room, List<String> path) {
        Message message = room.findMessage(path.get(2));
        if (message == null) {
            throw TwilioException.notFound("/Messages/" + path.get(2));
        }
        return message;
    }

    private static String[] any(String permission) {
        return new String[] {permission};
    }
}
