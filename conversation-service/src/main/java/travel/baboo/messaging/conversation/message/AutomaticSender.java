package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import travel.baboo.messaging.common.sender.MessageMarks;
import travel.baboo.messaging.common.sid.ConversationSid;

/**
 * Sends messages that the service itself decides on, each once. Their author is Twilio's {@code system}, and they have no label: they answer
 * no traveler, cause no notice, and go to no scenario.
 */
@Singleton
public class AutomaticSender {

    /** Twilio's author of messages without one. */
    private static final String SYSTEM = "system";

    private final IdempotentSend sender;

    AutomaticSender(IdempotentSend sender) {
        this.sender = sender;
    }

    /**
     * Sends a message, or finds the one that the key already sent.
     *
     * @param key the same at every attempt
     */
    public Uni<Void> send(String conversationSid, String key, String body) {
        OutgoingMessage message = new OutgoingMessage(
                new ConversationSid(conversationSid),
                "away-reply",
                SYSTEM,
                null,
                MessageMarks.AUTOMATIC,
                null,
                MessageContent.text(body),
                JsonNodeFactory.instance.objectNode().put("kind", "away-reply"),
                null,
                null);
        return sender.send(message, key, Set.of()).replaceWithVoid();
    }
}
