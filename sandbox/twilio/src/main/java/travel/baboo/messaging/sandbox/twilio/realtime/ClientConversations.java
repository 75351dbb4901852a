package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationDraft;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.conversations.Participant;
import travel.baboo.messaging.sandbox.twilio.conversations.ParticipantForm;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;

/** Client/v2's conversations, the caller's memberships in them, and participants. */
final class ClientConversations {

    static final int PAGE = 100;

    private static final String USERS = "/Client/v2/Services/*/Users/*/Conversations";
    private static final String CONVERSATIONS = "/Client/v2/Services/*/Conversations";
    private static final Set<String> LEVELS = Set.of("default", "muted");

    private final Clock clock;
    private final ConversationsModel model;
    private final ParticipantForm form;
    private final ClientViews views;
    private final NotificationLevels levels;

    ClientConversations(
            Clock clock, ConversationsModel model, ParticipantForm form, ClientViews views, NotificationLevels levels) {
        this.clock = clock;
        this.model = model;
        this.form = form;
        this.views = views;
        this.levels = levels;
    }

    void mount(TunnelRouter router) {
        router.get(USERS, this::mine);
        router.get(
                USERS + "/*",
                (request, path) ->
                        TunnelAnswer.ok(views.conversation(request.session(), joined(request, path.get(2)))));
        router.post(USERS + "/*", this::updateMine);
        router.post(CONVERSATIONS, this::create);
        router.get(
                CONVERSATIONS + "/*",
                (request, path) ->
                        TunnelAnswer.ok(views.conversation(request.session(), accessible(request, path.get(1)))));
        router.post(CONVERSATIONS + "/*", this::update);
        router.delete(CONVERSATIONS + "/*", this::delete);
        router.post(CONVERSATIONS + "/*/Participants", this::add);
        router.post(CONVERSATIONS + "/*/Participants/*", this::updateParticipant);
        router.delete(CONVERSATIONS + "/*/Participants/*", this::remove);
    }

    private TunnelAnswer mine(TunnelRequest request, List<String> path) {
        Session session = request.session();
        List<Room> rooms = model.rooms().withAuthor(session.identity()).stream()
                .filter(room -> room.conversation()
                        .serviceSid()
                        .equals(session.service().sid()))
                .filter(room -> room.findIdentity(session.identity()) != null)
                .toList();
        Page<Room> page = Page.of(Form.of(request.query()), rooms, Room::sid, PAGE, PAGE);
        ObjectNode answer = ClientViews.list("conversations");
        page.items().forEach(room -> answer.withArray("conversations").add(views.conversation(session, room)));
        answer.withObject("meta").put("next_token", page.next()).put("previous_token", page.previous());
        return TunnelAnswer.ok(answer);
    }

    /** Sets the caller's own read horizon or notification level. */
    private Future<TunnelAnswer> updateMine(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = joined(request, path.get(2));
        Participant member = Rights.requireMember(session, room);
        ObjectNode body = request.json();
        if (body.has("notification_level")) {
            String level = body.get("notification_level").asText();
            if (!LEVELS.contains(level)) {
                throw TwilioException.invalid("notification_level");
            }
            levels.set(member.sid(), level);
            model.rooms().touch(room);
        }
        if (!body.has("last_read_message_index")) {
            return Future.succeededFuture(TunnelAnswer.ok(views.conversation(session, room)));
        }
        Integer index = body.get("last_read_message_index").isNull()
                ? null
                : Integer.valueOf(body.get("last_read_message_index").asInt());
        return model.participants()
                .read(room, session.actor(), member, index)
                .map(read -> TunnelAnswer.ok(views.conversation(session, room)));
    }

    private Future<TunnelAnswer> create(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Rights.require(session, null, "createConversation");
        ConversationDraft draft = ConversationDraft.of(ClientViews.parameters(request.json()), null);
        return model.conversations()
                .create(session.service(), session.actor(), draft)
                .map(room -> TunnelAnswer.created(views.conversation(session, room)));
    }

    private Future<TunnelAnswer> update(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = accessible(request, path.get(1));
        ObjectNode body = request.json();
        if (body.has("friendly_name") || body.has("unique_name")) {
            Rights.require(session, room, "editConversationName");
        }
        if (body.has("attributes")) {
            Rights.require(session, room, "editConversationAttributes");
        }
        return model.conversations()
                .update(room, session.actor(), ConversationDraft.of(ClientViews.parameters(body), room.conversation()))
                .map(changed -> TunnelAnswer.ok(views.conversation(session, changed)));
    }

    private Future<TunnelAnswer> delete(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = accessible(request, path.get(1));
        Rights.require(session, room, "deleteConversation");
        return model.conversations().delete(room, session.actor()).map(done -> TunnelAnswer.deleted());
    }

    private Future<TunnelAnswer> add(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = visible(request, path.get(1));
        Participant wanted = form.create(session.service(), ClientViews.parameters(request.json()), clock.instant());
        boolean creator = session.identity().equals(room.conversation().createdBy());
        if (!session.identity().equals(wanted.identity())) {
            Rights.requireAccess(session, room);
            Rights.require(session, room, "addParticipant");
        } else if (!creator) {
            Rights.require(session, room, "joinConversation");
        }
        Participant joining =
                creator && session.identity().equals(wanted.identity()) ? asCreator(session, wanted) : wanted;
        return model.participants()
                .add(room, session.actor(), joining)
                .map(participant -> TunnelAnswer.created(views.participant(session, room, participant)));
    }

    private static Participant asCreator(Session session, Participant wanted) {
        return new Participant(
                wanted.sid(),
                wanted.identity(),
                wanted.binding(),
                wanted.attributes(),
                session.service().creatorRoleSid(),
                wanted.created(),
                wanted.updated(),
                null,
                null);
    }

    private Future<TunnelAnswer> updateParticipant(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = accessible(request, path.get(1));
        Participant before = participant(room, path.get(2));
        if (!session.identity().equals(before.identity())) {
            Rights.require(session, room, "editAnyUserInfo");
        }
        Parameters body = ClientViews.parameters(request.json());
        return model.participants()
                .update(room, session.actor(), form.update(session.service(), body, before, clock.instant()))
                .map(changed -> TunnelAnswer.ok(views.participant(session, room, changed)));
    }

    private Future<TunnelAnswer> remove(TunnelRequest request, List<String> path) {
        Session session = request.session();
        Room room = accessible(request, path.get(1));
        Participant leaving = participant(room, path.get(2));
        boolean self = session.identity().equals(leaving.identity());
        Rights.require(session, room, self ? "leaveConversation" : "removeParticipant");
        return model.participants().remove(room, session.actor(), leaving).map(done -> TunnelAnswer.deleted());
    }

    private static Participant participant(Room room, String sidOrIdentity) {
        Participant found =
                Sid.is("MB", sidOrIdentity) ? room.findParticipant(sidOrIdentity) : room.findIdentity(sidOrIdentity);
        if (found == null) {
            throw TwilioException.notFound("/Participants/" + sidOrIdentity);
        }
        return found;
    }

    /** By SID or unique name, for any caller: where the role allows it, a user may join a conversation whose SID they know. */
    private Room visible(TunnelRequest request, String sidOrName) {
        return find(model, request.session(), sidOrName);
    }

    private Room accessible(TunnelRequest request, String sidOrName) {
        Room room = visible(request, sidOrName);
        Rights.requireAccess(request.session(), room);
        return room;
    }

    private Room joined(TunnelRequest request, String sidOrName) {
        Room room = visible(request, sidOrName);
        if (room.findIdentity(request.session().identity()) == null) {
            throw TwilioException.notFound("/Conversations/" + sidOrName);
        }
        return room;
    }

    static Room find(ConversationsModel model, Session session, String sidOrName) {
        Room room = model.rooms().find(session.service().sid(), sidOrName);
        if (room == null) {
            throw TwilioException.notFound("/Conversations/" + sidOrName);
        }
        return room;
    }
}
