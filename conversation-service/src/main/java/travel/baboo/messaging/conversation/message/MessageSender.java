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
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.sender.SenderLabels;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.MessageSid;
import travel.baboo.messaging.conversation.message.SentMessageRepository.Claim;
import travel.baboo.messaging.conversation.twilio.ConversationsClient;
import travel.baboo.messaging.conversation.twilio.Deadline;
import travel.baboo.messaging.conversation.twilio.NewMessage;
import travel.baboo.messaging.conversation.twilio.TwilioAnswers;
import travel.baboo.messaging.conversation.twilio.TwilioEffects;

/**
 * Sends messages through Twilio, each once for its idempotency key.
 *
 * <p>Every message carries an id of ours in its attributes. When an earlier attempt's fate is unknown, the conversation is searched for
 * that id, back to when the key was first used, before anything is sent again; and nothing is sent again as long as the earlier call
 * may still take effect.
 */
@Singleton
public class MessageSender {

    /** The attribute with our own id of a message. */
    public static final String CLIENT_ID = "clientId";

    /** The attribute that names the destination a message came in through. */
    public static final String VIA = "via";

    /** The attribute that says how often a message has gone from scenario to scenario: the relay cuts endless loops by it. */
    public static final String HOPS = "hops";

    /** How far Twilio's clock and the database's may be apart. */
    private static final Duration CLOCK_SKEW = Duration.ofMinutes(5);

    /** How much older than the key a message under another id of ours may be. */
    private static final Duration AGE_OF_OTHERS = Duration.ofDays(1);

    private static final Duration LONGEST_RETRY_AFTER = Duration.ofSeconds(5);

    private final ConversationsClient twilio;
    private final TwilioAnswers answers;
    private final SentMessageRepository repository;
    private final SenderLabels labels;
    private final ObjectMapper json;

    MessageSender(
            ConversationsClient twilio,
            TwilioAnswers answers,
            SentMessageRepository repository,
            SenderLabels labels,
            ObjectMapper json) {
        this.twilio = twilio;
        this.answers = answers;
        this.repository = repository;
        this.labels = labels;
        this.json = json;
    }

    /** Sends, or gives the message that the key already became. A null key sends in any case. */
    Uni<SentMessage> send(OutgoingMessage message, @Nullable String idempotencyKey) {
        return send(message, idempotencyKey == null ? UUID.randomUUID().toString() : idempotencyKey, Set.of());
    }

    /**
     * Sends, or gives the message that the key already became.
     *
     * @param otherIds ids of ours under which the message may be there already
     */
    Uni<SentMessage> send(OutgoingMessage message, String key, Set<String> otherIds) {
        Deadline deadline = Deadline.begin();
        return repository.claim(message, key).chain(claim -> {
            if (!claim.contentHash().equals(message.contentHash())) {
                throw new ProblemException(
                        ProblemType.IDEMPOTENCY_KEY_REUSED, "The key was used for another message before.");
            }
            if (claim.messageSid() != null) {
                return Uni.createFrom()
                        .item(new SentMessage(
                                message.conversation(), new MessageSid(claim.messageSid()), claim.messageIndex()));
            }
            if (claim.mine()) {
                return sendUnder(claim, message, otherIds, deadline);
            }
            return claim.unknown()
                    ? find(claim, otherIds).map(found -> found.orElseThrow(() -> underWay(claim.left())))
                    : Uni.createFrom().failure(underWay(claim.left()));
        });
    }

    private Uni<SentMessage> sendUnder(Claim claim, OutgoingMessage message, Set<String> otherIds, Deadline deadline) {
        Uni<Optional<SentMessage>> present = claim.fresh() && otherIds.isEmpty()
                ? Uni.createFrom().item(Optional.empty())
                : find(claim, otherIds).onFailure().call(() -> repository.release(claim));
        return present.chain(
                found -> found.isPresent() ? Uni.createFrom().item(found.get()) : sendNow(claim, message, deadline));
    }

    private Uni<SentMessage> sendNow(Claim claim, OutgoingMessage message, Deadline deadline) {
        return Uni.createFrom()
                .deferred(() -> twilio.sendMessage(
                        message.conversation().value(),
                        created(message, claim.clientId().toString()),
                        deadline))
                .call(answers::messageAdded)
                .map(MessageSender::sent)
                .onFailure()
                .call(failure ->
                        TwilioEffects.isSurelyNone(failure) ? repository.release(claim) : repository.keepUnknown(claim))
                .call(sent -> repository.complete(claim, sent));
    }

    private NewMessage created(OutgoingMessage message, String clientId) {
        ObjectNode attributes = message.attributes() == null
                ? JsonNodeFactory.instance.objectNode()
                : message.attributes().deepCopy();
        attributes.put(CLIENT_ID, clientId);
        // What only we may say: from where it came, and how often.
        attributes.remove(VIA);
        attributes.remove(HOPS);
        if (message.via() != null) {
            attributes.put(VIA, message.via());
        }
        if (message.hops() != null) {
            attributes.put(HOPS, message.hops());
        }
        String complete = OutgoingMessage.checked(labels.withLabel(attributes, message.label()));
        MessageContent content = message.content();
        return new NewMessage(
                message.author(),
                content.body(),
                content.contentSid(),
                content.contentVariables() == null
                        ? null
                        : content.contentVariables().toString(),
                content.mediaSid(),
                complete);
    }

    /** The key's message at Twilio, which is no older than the key; kept when it is there. */
    private Uni<Optional<SentMessage>> find(Claim claim, Set<String> otherIds) {
        String clientId = claim.clientId().toString();
        return twilio.findMessage(
                        claim.conversationSid(),
                        claim.createdAt().minus(otherIds.isEmpty() ? CLOCK_SKEW : AGE_OF_OTHERS),
                        message -> {
                            String id = clientIdOf(message.getAttributes());
                            return clientId.equals(id) || (id != null && otherIds.contains(id));
                        })
                .map(found -> found.map(MessageSender::sent))
                .call(found -> found.isPresent()
                        ? repository.complete(claim, found.get())
                        : Uni.createFrom().voidItem());
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

    private static ProblemException underWay(Duration left) {
        Duration wait = left.compareTo(LONGEST_RETRY_AFTER) < 0 ? left : LONGEST_RETRY_AFTER;
        return new ProblemException(
                ProblemType.CONFLICT,
                "A request with this key is under way, or its effect is unknown.",
                Map.of(),
                wait);
    }
}
