package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;

/**
 * The answer to a sending: where the message is.
 *
 * @param index its place in the conversation; null when Twilio did not tell
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record SentMessage(ConversationSid conversationSid, MessageSid sid, @Nullable Long index) {}
