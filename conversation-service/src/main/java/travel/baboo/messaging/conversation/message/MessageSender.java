package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.twilio.rest.conversations.v1.service.conversation.Message;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;
import travel.baboo.messaging.conversation.message.SentMessageRepository.Claim;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.NewMessage;

/**
 * Sends messages through Twilio, each once for its idempotency key.
 *
 * <p>Every message carries an id of ours in its attributes. When an earlier attempt's fate is unknown, the conversation is
 * searched for that id before anything is sent again.
 */
@Singleton
public class MessageSender {

    /** The attribute with our own id of a message. */
    public static final String CLIENT_ID = "clientId";

    /** The attribute that names the destination a message came in through. */
    public static final String VIA = "via";

    /** The attribute that says how often a message has gone from scenario to scenario: the relay cuts endless loops by it. */
    public static final String HOPS = "hops";

    /** How far back an earlier attempt is looked for. */
    private static final int SEARCHED_MESSAGES = 100;

    private final ConversationsClient twilio;
    private final SentMessageRepository repository;
    private final SenderLabels labels;
    private final ObjectMapper json;

    MessageSender(
            ConversationsClient twilio, SentMessageRepository repository, SenderLabels labels, ObjectMapper json) {
        this.twilio = twilio;
        this.repository = repository;
        this.labels = labels;
        this.json = json;
    }

    /** Sends, or gives the message that the key already became. A null key sends in any case. */
    Uni<SentMessage> send(OutgoingMessage message, @Nullable String idempotencyKey) {
        if (idempotencyKey == null) {
            return sendOnce(message, UUID.randomUUID().toString());
        }
        String hash = message.contentHash();
        return repository.claim(message, idempotencyKey).chain(claimed -> {
            Claim claim = claimed.orElseThrow(MessageSender::underWay);
            if (!claim.contentHash().equals(hash)) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The key was used for another message before.");
            }
            if (claim.messageSid() != null) {
                return Uni.createFrom()
                        .item(new SentMessage(
                                message.conversation(), new MessageSid(claim.messageSid()), claim.messageIndex()));
            }
            return sendUnder(claim, message, idempotencyKey);
        });
    }

    private Uni<SentMessage> sendUnder(Claim claim, OutgoingMessage message, String key) {
        String clientId = claim.clientId().toString();
        Uni<SentMessage> sent = claim.fresh()
                ? sendOnce(message, clientId)
                : find(message.conversation().value(), clientId)
                        .chain(found ->
                                found.isPresent() ? Uni.createFrom().item(found.get()) : sendOnce(message, clientId));
        return sent.onFailure()
                .call(() -> repository.release(message, key))
                .call(result -> repository.complete(message, key, result));
    }

    Uni<SentMessage> sendOnce(OutgoingMessage message, String clientId) {
        ObjectNode attributes = message.attributes() == null
                ? JsonNodeFactory.instance.objectNode()
                : message.attributes().deepCopy();
        attributes.put(CLIENT_ID, clientId);
        if (message.via() != null) {
            attributes.put(VIA, message.via());
        }
        if (message.hops() != null) {
            attributes.put(HOPS, message.hops());
        }
        String complete = OutgoingMessage.checked(labels.withLabel(attributes, message.label()));
        MessageContent content = message.content();
        NewMessage created = new NewMessage(
                message.author(),
                content.body(),
                content.contentSid(),
                content.contentVariables() == null
                        ? null
                        : content.contentVariables().toString(),
                content.mediaSid(),
                complete);
        return twilio.sendMessage(message.conversation().value(), created).map(MessageSender::sent);
    }

    /** The message with our own id among the latest of a conversation. */
    Uni<Optional<SentMessage>> find(String conversationSid, String clientId) {
        return twilio.latestMessages(conversationSid, SEARCHED_MESSAGES).map(messages -> findIn(messages, clientId));
    }

    private Optional<SentMessage> findIn(List<Message> messages, String clientId) {
        return messages.stream()
                .filter(message -> clientId.equals(clientIdOf(message.getAttributes())))
                .findFirst()
                .map(MessageSender::sent);
    }

    private @Nullable String clientIdOf(@Nullable String attributes) {
        try {
            JsonNode node = attributes == null ? null : json.readTree(attributes);
            return node == null ? null : node.path(CLIENT_ID).asText(null);
        } catch (JsonProcessingException somebodyElses) {
            return null;
        }
    }

    private static SentMessage sent(Message message) {
        Integer index = message.getIndex();
        return new SentMessage(
                new ConversationSid(message.getConversationSid()),
                new MessageSid(message.getSid()),
                index == null ? null : index.longValue());
    }

    private static ProblemException underWay() {
        return new ProblemException(
                ProblemType.CONFLICT, "A request with this key is under way.", Map.of(), Duration.ofSeconds(2));
    }
}
