package travel.baboo.messaging.sandbox.twilio.realtime;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.conversations.Conversation;
import travel.baboo.messaging.sandbox.twilio.conversations.DeliverySummary;
import travel.baboo.messaging.sandbox.twilio.conversations.Message;
import travel.baboo.messaging.sandbox.twilio.conversations.Participant;
import travel.baboo.messaging.sandbox.twilio.conversations.Receipt;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;
import travel.baboo.messaging.sandbox.twilio.conversations.User;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;
import travel.baboo.messaging.sandbox.twilio.realtime.SyncName.Part;

/** What the SDK reads in Sync objects; the names are Twilio's, from the time when conversations were channels. */
final class SyncData {

    private SyncData() {}

    static ObjectNode conversation(Conversation conversation, @Nullable Message last) {
        ObjectNode json = Json.object()
                .put("sid", conversation.sid())
                .put("friendlyName", conversation.friendlyName())
                .put("uniqueName", conversation.uniqueName())
                .put("attributes", conversation.attributes())
                .put("createdBy", conversation.createdBy())
                .put("dateCreated", TwilioDates.isoMillis(conversation.created()))
                .put("dateUpdated", TwilioDates.isoMillis(conversation.updated()))
                .put("messages", new SyncName(conversation.sid(), Part.MESSAGES).text())
                .put("roster", new SyncName(conversation.sid(), Part.ROSTER).text());
        json.putObject("state")
                .put("current", conversation.state().word())
                .put("dateUpdated", TwilioDates.isoMillis(conversation.stateUpdated()));
        json.putObject("bindings");
        if (last != null) {
            json.putObject("lastMessage")
                    .put("index", last.index())
                    .put("timestamp", TwilioDates.isoMillis(last.created()));
        }
        return json;
    }

    static ObjectNode message(Message message, List<Receipt> receipts) {
        boolean media = !message.media().isEmpty();
        ObjectNode json = Json.object()
                .put("sid", message.sid())
                .put("author", message.author())
                .put("memberSid", message.participantSid())
                .put("text", message.body())
                .put("type", media ? "media" : "text")
                .put("attributes", message.attributes())
                .put("subject", message.subject())
                .put("contentSid", message.contentSid())
                .put("timestamp", TwilioDates.isoMillis(message.created()))
                .put("dateUpdated", TwilioDates.isoMillis(message.updated()))
                .putNull("lastUpdatedBy");
        if (media) {
            message.media().forEach(item -> json.withArray("medias").add(media(item)));
            json.set("media", media(message.media().get(0)));
        }
        ObjectNode delivery = DeliverySummary.of(receipts);
        if (delivery != null) {
            json.set("delivery", delivery);
        }
        return json;
    }

    private static ObjectNode media(Media media) {
        return Json.object()
                .put("sid", media.sid())
                .put("category", "media")
                .put("filename", media.filename())
                .put("contentType", media.contentType())
                .put("size", media.size());
    }

    static ObjectNode participant(Participant participant, @Nullable User user) {
        ObjectNode json = Json.object()
                .put("identity", participant.identity())
                .put(
                        "type",
                        participant.binding() == null
                                ? "chat"
                                : participant.binding().type())
                .put("roleSid", participant.roleSid())
                .put("attributes", participant.attributes())
                .put("dateCreated", TwilioDates.isoMillis(participant.created()))
                .put("dateUpdated", TwilioDates.isoMillis(participant.updated()))
                .put("lastConsumedMessageIndex", participant.lastReadMessageIndex())
                .put("lastConsumptionTimestamp", participant.lastReadTimestamp());
        if (user != null) {
            json.put("userInfo", new SyncName(user.sid(), Part.USER_INFO).text());
        }
        ObjectNode bindings = json.putObject("bindings");
        if (participant.binding() != null) {
            bindings.putObject(participant.binding().type())
                    .put("address", participant.binding().address())
                    .put("proxy_address", participant.binding().proxyAddress());
        }
        return json;
    }

    static ObjectNode membership(Room room, Participant member, String level) {
        return Json.object()
                .put("channel", new SyncName(room.sid(), Part.CONVERSATION).text())
                .put("messages", new SyncName(room.sid(), Part.MESSAGES).text())
                .put("roster", new SyncName(room.sid(), Part.ROSTER).text())
                .put("status", "joined")
                .put("notificationLevel", level)
                .put("lastConsumedMessageIndex", member.lastReadMessageIndex());
    }
}
