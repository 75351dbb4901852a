package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;

/** The resources as Twilio's OpenAPI description shows them: every property is there, null where unset. */
public final class ResourceJson {

    private final String accountSid;

    public ResourceJson(String accountSid) {
        this.accountSid = accountSid;
    }

    public ObjectNode conversation(Scope scope, Conversation conversation, boolean export) {
        String url = scope.url("/Conversations/" + conversation.sid());
        ObjectNode json = Json.object()
                .put("sid", conversation.sid())
                .put("account_sid", accountSid)
                .put("chat_service_sid", conversation.serviceSid())
                .put("messaging_service_sid", conversation.messagingServiceSid())
                .put("friendly_name", conversation.friendlyName())
                .put("unique_name", conversation.uniqueName())
                .put("attributes", conversation.attributes())
                .put("date_created", TwilioDates.iso(conversation.created()))
                .put("date_updated", TwilioDates.iso(conversation.updated()))
                .put("state", conversation.state().word());
        json.set("timers", timers(conversation));
        json.putObject("bindings");
        json.put("url", url);
        ObjectNode links = json.putObject("links")
                .put("participants", url + "/Participants")
                .put("messages", url + "/Messages")
                .put("webhooks", url + "/Webhooks");
        if (export) {
            links.put("export", url + "/Export");
        }
        return json;
    }

    /** When the timers will run out, counted from the last change. */
    static ObjectNode timers(Conversation conversation) {
        ObjectNode timers = Json.object();
        if (conversation.inactiveTimer() != null && conversation.state() == ConversationState.ACTIVE) {
            timers.put("date_inactive", TwilioDates.iso(conversation.updated().plus(conversation.inactiveTimer())));
        }
        if (conversation.closedTimer() != null && !conversation.isClosed()) {
            timers.put("date_closed", TwilioDates.iso(conversation.updated().plus(conversation.closedTimer())));
        }
        return timers;
    }

    public ObjectNode participant(Scope scope, Room room, Participant participant) {
        ObjectNode json = inConversation(scope, room)
                .put("sid", participant.sid())
                .put("identity", participant.identity())
                .put("attributes", participant.attributes())
                .put("role_sid", participant.roleSid())
                .put("date_created", TwilioDates.iso(participant.created()))
                .put("date_updated", TwilioDates.iso(participant.updated()))
                .put("last_read_message_index", participant.lastReadMessageIndex())
                .put("last_read_timestamp", participant.lastReadTimestamp())
                .put("url", url(scope, room, "/Participants/" + participant.sid()));
        json.set(
                "messaging_binding",
                participant.binding() == null ? null : participant.binding().toJson());
        return json;
    }

    public ObjectNode message(Scope scope, Room room, Message message) {
        String url = url(scope, room, "/Messages/" + message.sid());
        ObjectNode json = inConversation(scope, room)
                .put("sid", message.sid())
                .put("index", message.index())
                .put("author", message.author())
                .put("body", message.body())
                .put("attributes", message.attributes())
                .put("participant_sid", message.participantSid())
                .put("content_sid", message.contentSid())
                .put("date_created", TwilioDates.iso(message.created()))
                .put("date_updated", TwilioDates.iso(message.updated()))
                .put("url", url);
        json.putNull("media");
        if (!message.media().isEmpty()) {
            ArrayNode media = json.putArray("media");
            message.media().forEach(item -> media.add(item.toJson()));
        }
        json.set("delivery", DeliverySummary.of(room.receipts(message)));
        json.putObject("links")
                .put("delivery_receipts", url + "/Receipts")
                .put("channel_metadata", url + "/ChannelMetadata");
        return json;
    }

    public ObjectNode receipt(Scope scope, Room room, Receipt receipt) {
        return inConversation(scope, room)
                .put("message_sid", receipt.messageSid())
                .put("sid", receipt.sid())
                .put("channel_message_sid", receipt.channelMessageSid())
                .put("participant_sid", receipt.participantSid())
                .put("status", receipt.status())
                .put("error_code", receipt.errorCode() == null ? 0 : receipt.errorCode())
                .put("date_created", TwilioDates.iso(receipt.created()))
                .put("date_updated", TwilioDates.iso(receipt.updated()))
                .put("url", url(scope, room, "/Messages/" + receipt.messageSid() + "/Receipts/" + receipt.sid()));
    }

    ObjectNode webhook(Scope scope, Room room, ScopedWebhook webhook) {
        ObjectNode json = inConversation(scope, room)
                .put("sid", webhook.sid())
                .put("target", webhook.target())
                .put("date_created", TwilioDates.iso(webhook.created()))
                .put("date_updated", TwilioDates.iso(webhook.updated()))
                .put("url", url(scope, room, "/Webhooks/" + webhook.sid()));
        json.set("configuration", webhook.configuration());
        return json;
    }

    ObjectNode role(Scope scope, Role role) {
        ObjectNode json = Json.object()
                .put("sid", role.sid())
                .put("account_sid", accountSid)
                .put("chat_service_sid", scope.serviceSid())
                .put("friendly_name", role.friendlyName())
                .put("type", role.type())
                .put("date_created", TwilioDates.iso(role.created()))
                .put("date_updated", TwilioDates.iso(role.updated()))
                .put("url", scope.url("/Roles/" + role.sid()));
        json.set("permissions", strings(role.permissions()));
        return json;
    }

    public ObjectNode user(Scope scope, User user) {
        String url = scope.url("/Users/" + user.sid());
        ObjectNode json = Json.object()
                .put("sid", user.sid())
                .put("account_sid", accountSid)
                .put("chat_service_sid", scope.serviceSid())
                .put("role_sid", user.roleSid())
                .put("identity", user.identity())
                .put("friendly_name", user.friendlyName())
                .put("attributes", user.attributes())
                .putNull("is_online")
                .putNull("is_notifiable")
                .put("date_created", TwilioDates.iso(user.created()))
                .put("date_updated", TwilioDates.iso(user.updated()))
                .put("url", url);
        json.putObject("links").put("user_conversations", url + "/Conversations");
        return json;
    }

    static ArrayNode strings(List<String> texts) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        texts.forEach(array::add);
        return array;
    }

    private ObjectNode inConversation(Scope scope, Room room) {
        ObjectNode json = Json.object().put("account_sid", accountSid);
        if (scope.named()) {
            json.put("chat_service_sid", scope.serviceSid());
        }
        return json.put("conversation_sid", room.sid());
    }

    private static String url(Scope scope, Room room, String path) {
        return scope.url("/Conversations/" + room.sid() + path);
    }
}
