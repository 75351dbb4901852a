package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ArrayNode;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.messaging.Media;
import travel.baboo.messaging.sandbox.twilio.webhook.WebhookEvent.Fields;

/** The fields of each kind of Conversations event, as captures of live traffic show them. */
final class EventFields {

    private EventFields() {}

    static Fields conversation(Conversation conversation) {
        return conversationDraft(conversation)
                .put("ConversationSid", conversation.sid())
                .put("DateCreated", time(conversation.created()))
                .put("DateUpdated", time(conversation.updated()))
                .put("State", conversation.state().word());
    }

    /** As pre-events show a conversation that does not exist yet. */
    static Fields conversationDraft(Conversation conversation) {
        return new Fields()
                .put("ChatServiceSid", conversation.serviceSid())
                .put("MessagingServiceSid", conversation.messagingServiceSid())
                .put("FriendlyName", conversation.friendlyName())
                .put("UniqueName", conversation.uniqueName())
                .put("Attributes", conversation.attributes());
    }

    static Fields stateUpdated(Conversation conversation, ConversationState from, String reason) {
        return new Fields()
                .put("ChatServiceSid", conversation.serviceSid())
                .put("ConversationSid", conversation.sid())
                .put("MessagingServiceSid", conversation.messagingServiceSid())
                .put("StateUpdated", time(conversation.stateUpdated()))
                .put("StateFrom", from.word())
                .put("StateTo", conversation.state().word())
                .put("Reason", reason);
    }

    static Fields message(Conversation conversation, Message message) {
        return new Fields()
                .put("ChatServiceSid", conversation.serviceSid())
                .put("ConversationSid", conversation.sid())
                .put("MessagingServiceSid", conversation.messagingServiceSid())
                .put("MessageSid", message.sid())
                .put("Index", message.index())
                .put("DateCreated", time(message.created()))
                .put("Body", message.body())
                .put("Author", message.author())
                .put("ParticipantSid", message.participantSid())
                .put("Attributes", message.attributes())
                .put("Media", media(message.media()));
    }

    /** As pre-events show a message that does not exist yet. */
    static Fields messageDraft(Conversation conversation, MessageDraft draft, @Nullable Participant author) {
        return new Fields()
                .put("ChatServiceSid", conversation.serviceSid())
                .put("ConversationSid", conversation.sid())
                .put("MessagingServiceSid", conversation.messagingServiceSid())
                .put("Body", draft.body())
                .put("Author", draft.author())
                .put("ParticipantSid", author == null ? null : author.sid())
                .put("Attributes", draft.attributes())
                .put("Media", media(draft.media()));
    }

    static Fields participant(Conversation conversation, Participant participant) {
        Fields fields = participantDraft(conversation, participant)
                .put("ParticipantSid", participant.sid())
                .put("DateCreated", time(participant.created()));
        return fields;
    }

    /** As pre-events show a participant that does not exist yet. */
    static Fields participantDraft(Conversation conversation, Participant participant) {
        Fields fields = new Fields()
                .put("ChatServiceSid", conversation.serviceSid())
                .put("ConversationSid", conversation.sid())
                .put("MessagingServiceSid", conversation.messagingServiceSid())
                .put("Identity", participant.identity())
                .put("RoleSid", participant.roleSid())
                .put("Attributes", participant.attributes());
        Binding binding = participant.binding();
        if (binding != null) {
            fields.put("MessagingBinding.Address", binding.address())
                    .put("MessagingBinding.ProxyAddress", binding.proxyAddress())
                    .put("MessagingBinding.ProjectedAddress", binding.projectedAddress())
                    .put("MessagingBinding.Type", binding.type());
        }
        return fields;
    }

    static Fields user(String serviceSid, User user) {
        return new Fields()
                .put("ChatServiceSid", serviceSid)
                .put("UserSid", user.sid())
                .put("DateCreated", time(user.created()))
                .put("Identity", user.identity())
                .put("RoleSid", user.roleSid())
                .put("Attributes", user.attributes())
                .put("FriendlyName", user.friendlyName());
    }

    static Fields delivery(Conversation conversation, Receipt receipt) {
        return new Fields()
                .put("ChatServiceSid", conversation.serviceSid())
                .put("ConversationSid", conversation.sid())
                .put("MessageSid", receipt.messageSid())
                .put("DeliveryReceiptSid", receipt.sid())
                .put("ChannelMessageSid", receipt.channelMessageSid())
                .put("ParticipantSid", receipt.participantSid())
                .put("Status", receipt.status())
                .put("ErrorCode", receipt.errorCode())
                .put("DateCreated", time(receipt.created()))
                .put("DateUpdated", time(receipt.updated()));
    }

    static String time(Instant time) {
        return TwilioDates.isoMillis(time);
    }

    private static @Nullable String media(List<Media> media) {
        if (media.isEmpty()) {
            return null;
        }
        ArrayNode array = Json.MAPPER.createArrayNode();
        media.forEach(item -> array.add(item.toWebhookJson()));
        return Json.write(array);
    }
}
