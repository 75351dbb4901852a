package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** Memberships: {@code ParticipantConversations} and {@code Users/{US}/Conversations}. */
final class MembershipsApi {

    private record Membership(Room room, Participant participant) {
        String sid() {
            return participant.sid();
        }
    }

    private final String accountSid;
    private final ScopedRouter router;
    private final Rooms rooms;

    MembershipsApi(String accountSid, ScopedRouter router, Rooms rooms) {
        this.accountSid = accountSid;
        this.router = router;
        this.rooms = rooms;
    }

    void mount() {
        router.get("/ParticipantConversations", this::participantConversations);
        router.get("/Users/:Sid/Conversations", this::userConversations);
        router.get("/Users/:Sid/Conversations/:ConversationSid", this::userConversation);
    }

    private TwilioAnswer participantConversations(TwilioCall call, Scope scope) {
        String identity = call.query().find("Identity");
        String author = identity != null ? identity : call.query().find("Address");
        if (author == null || author.isEmpty()) {
            throw TwilioException.badRequest(20001, "Identity or Address must be provided");
        }
        return TwilioAnswer.ok(Page.of(call.query(), memberships(scope, author), Membership::sid, 50, 50)
                .toJson(
                        "conversations",
                        scope.url("/ParticipantConversations"),
                        call.query(),
                        membership -> participantConversation(scope, membership)));
    }

    private TwilioAnswer userConversations(TwilioCall call, Scope scope) {
        User user = UsersApi.user(call, scope);
        return TwilioAnswer.ok(Page.of(call.query(), memberships(scope, user.identity()), Membership::sid, 50, 100)
                .toJson(
                        "conversations",
                        scope.url("/Users/" + user.sid() + "/Conversations"),
                        call.query(),
                        membership -> userConversation(scope, user, membership)));
    }

    private TwilioAnswer userConversation(TwilioCall call, Scope scope) {
        User user = UsersApi.user(call, scope);
        Room room = router.room(call, scope, "ConversationSid");
        Participant participant = call.require(room.findAuthor(user.identity()));
        return TwilioAnswer.ok(userConversation(scope, user, new Membership(room, participant)));
    }

    private List<Membership> memberships(Scope scope, String author) {
        return rooms.withAuthor(author).stream()
                .filter(room -> room.conversation().serviceSid().equals(scope.serviceSid()))
                .flatMap(room -> room.participants().stream()
                        .filter(participant -> participant.isAuthor(author))
                        .map(participant -> new Membership(room, participant)))
                .toList();
    }

    private ObjectNode participantConversation(Scope scope, Membership membership) {
        Conversation conversation = membership.room().conversation();
        Participant participant = membership.participant();
        User user = participant.identity() == null ? null : scope.service().findUser(participant.identity());
        ObjectNode json = Json.object()
                .put("account_sid", accountSid)
                .put("chat_service_sid", conversation.serviceSid())
                .put("conversation_sid", conversation.sid())
                .put("participant_sid", participant.sid())
                .put("participant_user_sid", user == null ? null : user.sid())
                .put("participant_identity", participant.identity())
                .put("conversation_friendly_name", conversation.friendlyName())
                .put("conversation_unique_name", conversation.uniqueName())
                .put("conversation_attributes", conversation.attributes())
                .put("conversation_state", conversation.state().word())
                .put("conversation_date_created", TwilioDates.iso(conversation.created()))
                .put("conversation_date_updated", TwilioDates.iso(conversation.updated()))
                .put("conversation_created_by", conversation.createdBy());
        json.set("conversation_timers", ResourceJson.timers(conversation));
        json.set("participant_messaging_binding", binding(participant.binding()));
        json.set("links", links(scope, membership));
        return json;
    }

    private static @Nullable ObjectNode binding(@Nullable Binding binding) {
        return binding == null
                ? null
                : Json.object()
                        .put("type", binding.type())
                        .put("address", binding.address())
                        .put("proxy_address", binding.proxyAddress())
                        .put("projected_address", binding.projectedAddress())
                        .putNull("name")
                        .putNull("level");
    }

    private ObjectNode userConversation(Scope scope, User user, Membership membership) {
        Conversation conversation = membership.room().conversation();
        Participant participant = membership.participant();
        ObjectNode json = Json.object()
                .put("account_sid", accountSid)
                .put("chat_service_sid", conversation.serviceSid())
                .put("conversation_sid", conversation.sid())
                .put("unread_messages_count", unread(membership))
                .put("last_read_message_index", participant.lastReadMessageIndex())
                .put("participant_sid", participant.sid())
                .put("user_sid", user.sid())
                .put("friendly_name", conversation.friendlyName())
                .put("unique_name", conversation.uniqueName())
                .put("conversation_state", conversation.state().word())
                .put("attributes", conversation.attributes())
                .put("created_by", conversation.createdBy())
                .put("notification_level", "default")
                .put("date_created", TwilioDates.iso(conversation.created()))
                .put("date_updated", TwilioDates.iso(conversation.updated()))
                .put("url", scope.url("/Users/" + user.sid() + "/Conversations/" + conversation.sid()));
        json.set("timers", ResourceJson.timers(conversation));
        json.set("links", links(scope, membership));
        return json;
    }

    private static ObjectNode links(Scope scope, Membership membership) {
        String url = scope.url("/Conversations/" + membership.room().sid());
        return Json.object()
                .put(
                        "participant",
                        url + "/Participants/" + membership.participant().sid())
                .put("conversation", url);
    }

    /** Unknown until the participant has read something. */
    private static @Nullable Integer unread(Membership membership) {
        Integer read = membership.participant().lastReadMessageIndex();
        return read == null
                ? null
                : (int) membership.room().messages().stream()
                        .filter(message -> message.index() > read)
                        .count();
    }
}
