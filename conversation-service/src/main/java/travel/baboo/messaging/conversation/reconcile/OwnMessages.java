package travel.baboo.messaging.conversation.reconcile;

import com.twilio.rest.conversations.v1.service.conversation.Message;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import travel.baboo.messaging.conversation.message.OwnAttributes;

/**
 * Which of a conversation's messages this service sent. Twilio's answers do not say how a message came to it. By our own id alone only a
 * message counts whose sending is not known to have ended, and of several with one id the first: a browser can copy what it reads.
 */
final class OwnMessages {

    private final Set<String> sent;
    private final Map<String, String> firstById = new HashMap<>();

    /**
     * Makes the set.
     *
     * @param sent SIDs of messages that were sent
     * @param sending our own ids of messages whose fate is not known
     */
    OwnMessages(Set<String> sent, Set<String> sending, List<Message> inOrder) {
        this.sent = sent;
        for (Message message : inOrder) {
            clientId(message).filter(sending::contains).ifPresent(id -> firstById.putIfAbsent(id, message.getSid()));
        }
    }

    boolean isOwn(Message message) {
        return sent.contains(message.getSid()) || firstById.containsValue(message.getSid());
    }

    private static Optional<String> clientId(Message message) {
        try {
            return Optional.ofNullable(message.getAttributes())
                    .map(JsonObject::new)
                    .map(attributes -> attributes.getValue(OwnAttributes.CLIENT_ID))
                    .filter(String.class::isInstance)
                    .map(String.class::cast);
        } catch (DecodeException noObject) {
            return Optional.empty();
        }
    }
}
