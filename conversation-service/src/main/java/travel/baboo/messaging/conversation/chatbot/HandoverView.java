package travel.baboo.messaging.conversation.chatbot;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;

/**
 * Who answers in a conversation.
 *
 * @param since when it was decided
 * @param settled whether Twilio is in line with it; if not, that is tried again until it is
 */
@RegisterForReflection
public record HandoverView(String conversationSid, Handler handler, Instant since, boolean settled) {}
