package travel.baboo.messaging.conversation.mirror;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.twilio.rest.conversations.v1.service.Conversation;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import com.twilio.rest.conversations.v1.service.conversation.Participant;
import com.twilio.rest.conversations.v1.service.conversation.message.DeliveryReceipt;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.EventType;
import travel.baboo.messaging.conversation.participant.ParticipantRepository;

/** Twilio's resources as the fields of the webhook that would have reported them, under the names that webhooks use. */
public final class ResourceFields {

    private final ObjectMapper json;

    public ResourceFields(ObjectMapper json) {
        this.json = json;
    }

    public Map<String, String> conversation(EventType type, Conversation conversation) {
        Map<String, String> fields = common(type, conversation.getAccountSid(), conversation.getSid());
        put(fields, "ChatServiceSid", conversation.getChatServiceSid());
        put(fields, "MessagingServiceSid", conversation.getMessagingServiceSid());
        put(fields, "FriendlyName", conversation.getFriendlyName());
        put(fields, "UniqueName", conversation.getUniqueName());
        put(fields, "Attributes", conversation.getAttributes());
        put(fields, "State", conversation.getState().toString());
        put(fields, "DateCreated", time(conversation.getDateCreated()));
        return fields;
    }

    public Map<String, String> state(Conversation conversation, String from) {
        Map<String, String> fields =
                common(EventType.CONVERSATION_STATE_UPDATED, conversation.getAccountSid(), conversation.getSid());
        put(fields, "ChatServiceSid", conversation.getChatServiceSid());
        put(fields, "MessagingServiceSid", conversation.getMessagingServiceSid());
        put(fields, "StateFrom", from);
        put(fields, "StateTo", conversation.getState().toString());
        return fields;
    }

    public Map<String, String> participant(EventType type, Participant participant) {
        Map<String, String> fields = common(type, participant.getAccountSid(), participant.getConversationSid());
        put(fields, "ChatServiceSid", participant.getChatServiceSid());
        put(fields, "ParticipantSid", participant.getSid());
        put(fields, "Identity", participant.getIdentity());
        put(fields, "RoleSid", participant.getRoleSid());
        put(fields, "Attributes", participant.getAttributes());
        put(fields, "MessagingBinding.Address", ParticipantRepository.binding(participant, "address"));
        put(fields, "MessagingBinding.ProxyAddress", ParticipantRepository.binding(participant, "proxy_address"));
        put(
                fields,
                "MessagingBinding.ProjectedAddress",
                ParticipantRepository.binding(participant, "projected_address"));
        put(fields, "MessagingBinding.Type", ParticipantRepository.binding(participant, "type"));
        put(fields, "DateCreated", time(participant.getDateCreated()));
        return fields;
    }

    public Map<String, String> message(EventType type, Message message) {
        Map<String, String> fields = common(type, message.getAccountSid(), message.getConversationSid());
        put(fields, "ChatServiceSid", message.getChatServiceSid());
        put(fields, "MessageSid", message.getSid());
        put(fields, "Index", message.getIndex().toString());
        put(fields, "Body", message.getBody());
        put(fields, "Author", message.getAuthor());
        put(fields, "ParticipantSid", message.getParticipantSid());
        put(fields, "Attributes", message.getAttributes());
        put(fields, "Media", media(message.getMedia()));
        put(fields, "DateCreated", time(message.getDateCreated()));
        return fields;
    }

    public Map<String, String> receipt(DeliveryReceipt receipt) {
        Map<String, String> fields =
                common(EventType.DELIVERY_UPDATED, receipt.getAccountSid(), receipt.getConversationSid());
        put(fields, "ChatServiceSid", receipt.getChatServiceSid());
        put(fields, "MessageSid", receipt.getMessageSid());
        put(fields, "DeliveryReceiptSid", receipt.getSid());
        put(fields, "ChannelMessageSid", receipt.getChannelMessageSid());
        put(fields, "ParticipantSid", receipt.getParticipantSid());
        put(fields, "Status", receipt.getStatus().toString());
        Integer error = receipt.getErrorCode();
        put(fields, "ErrorCode", error == null || error == 0 ? null : error.toString());
        put(fields, "DateCreated", time(receipt.getDateCreated()));
        put(fields, "DateUpdated", time(receipt.getDateUpdated()));
        return fields;
    }

    /** What every webhook of a conversation carries. */
    public static Map<String, String> common(EventType type, String accountSid, String conversationSid) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("EventType", type.twilioName());
        fields.put("AccountSid", accountSid);
        fields.put("ConversationSid", conversationSid);
        return fields;
    }

    public static void put(Map<String, String> fields, String name, @Nullable String value) {
        if (value != null) {
            fields.put(name, value);
        }
    }

    public static String time(Instant instant) {
        return instant.toString();
    }

    private static String time(ZonedDateTime time) {
        return time.toInstant().toString();
    }

    /** Answers write {@code content_type} where webhooks write {@code ContentType}. */
    private @Nullable String media(@Nullable List<Object> media) {
        if (media == null || media.isEmpty()) {
            return null;
        }
        List<Map<String, Object>> items =
                media.stream().map(ResourceFields::mediaItem).toList();
        try {
            return json.writeValueAsString(items);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("media of Twilio's answer is always JSON", e);
        }
    }

    private static Map<String, Object> mediaItem(Object item) {
        Map<String, Object> fields = new LinkedHashMap<>();
        if (item instanceof Map<?, ?> answer) {
            Map.of("sid", "Sid", "filename", "Filename", "content_type", "ContentType", "size", "Size")
                    .forEach((from, to) -> {
                        Object value = answer.get(from);
                        if (value != null) {
                            fields.put(to, value);
                        }
                    });
        }
        return fields;
    }
}
