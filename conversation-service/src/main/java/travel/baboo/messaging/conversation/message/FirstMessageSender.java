package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import travel.baboo.messaging.common.sid.ConversationSid;

/** Sends the message that a conversation begins with, unless it is there already. */
@Singleton
public class FirstMessageSender {

    private final MessageSender sender;

    FirstMessageSender(MessageSender sender) {
        this.sender = sender;
    }

    /**
     * Looks for the message by our own id and sends it when it is missing.
     *
     * @param clientId the id it carries, the same at every attempt
     */
    public Uni<Void> ensure(String conversationSid, String clientId, String author, String label, String body) {
        OutgoingMessage message = new OutgoingMessage(
                new ConversationSid(conversationSid),
                "inquiry",
                author,
                label,
                null,
                null,
                MessageContent.text(body),
                null);
        return sender.find(conversationSid, clientId)
                .chain(found ->
                        found.isPresent() ? Uni.createFrom().item(found.get()) : sender.sendOnce(message, clientId))
                .replaceWithVoid();
    }
}
