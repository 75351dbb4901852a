package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;
import travel.baboo.messaging.conversation.contactdetail.HiddenDetail;

/**
 * The response to sending a message.
 *
 * @param index its index in the conversation; null if Twilio did not return it
 * @param hidden contact details that were hidden: the message has a placeholder instead of them; null if there are none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SentMessage(
        ConversationSid conversationSid, MessageSid sid, @Nullable Long index, @Nullable List<HiddenDetail> hidden) {

    public SentMessage {
        hidden = HiddenDetail.orNull(hidden);
    }

    SentMessage hiding(List<HiddenDetail> details) {
        return new SentMessage(conversationSid, sid, index, details);
    }
}
