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
 * Which of a conversation's messages this service sent. Twilio's responses do not contain a message's source. A message with our own id counts
 * only if its sending is not known to have ended, and only the first of several with the same id: a browser can copy ids.
 */
final class OwnMessages {

    private final Set<String> sent;
    private final Map<String, String> firstById = new HashMap<>();

    /**
     * Creates the set.
     *
     * @param sent SIDs of sent messages
     * @param sending our own ids of messages whose fate is unknown
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
