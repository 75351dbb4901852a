package travel.baboo.messaging.conversation.chatbot;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Who answers in a conversation.
 *
 * @param since when that was decided
 * @param settled whether Twilio is synchronized; if not, that is retried
 */
@RegisterForReflection
public record HandoverView(String conversationSid, Handler handler, Instant since, boolean settled) {}
