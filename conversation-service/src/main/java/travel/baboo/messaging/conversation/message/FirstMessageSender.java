package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.contactdetail.Direction;

/** Sends the first message of a conversation, the traveler's, once. */
@Singleton
public class FirstMessageSender {

    private final IdempotentSend sender;

    FirstMessageSender(IdempotentSend sender) {
        this.sender = sender;
    }

    /**
     * Looks for the message by our own id and sends it if it is missing.
     *
     * @param name the same at every attempt; earlier releases sent the message under it
     */
    public Uni<Void> ensure(String conversationSid, String name, String author, String label, String body) {
        OutgoingMessage message = new OutgoingMessage(
                new ConversationSid(conversationSid),
                "inquiry",
                author,
                label,
                null,
                null,
                MessageContent.text(body),
                null,
                Direction.INBOUND,
                null);
        return sender.send(message, name + "@" + conversationSid, Set.of(name)).replaceWithVoid();
    }
}
