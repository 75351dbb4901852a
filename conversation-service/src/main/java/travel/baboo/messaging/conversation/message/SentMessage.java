package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;

/**
 * The response to sending a message.
 *
 * @param index its index in the conversation; null if Twilio did not return it
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SentMessage(ConversationSid conversationSid, MessageSid sid, @Nullable Long index) {}
