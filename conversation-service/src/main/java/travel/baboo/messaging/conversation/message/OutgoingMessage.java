package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.contactdetail.Direction;

/**
 * A message to be sent.
 *
 * @param sender the caller: the scope of the idempotency key
 * @param author Twilio's {@code Author}, 1 to 256 characters
 * @param label the label shown beside it; null for a message of the service itself
 * @param via the destination that it came from and must not be relayed to; null if it came from a person
 * @param hops how many times it has passed from scenario to scenario, as the scenario says; null if unknown
 * @param attributes further attributes
 * @param direction how it is examined for contact details; null if it is not
 * @param target the target that the caller named instead of a conversation; null if it named one
 */
record OutgoingMessage(
        ConversationSid conversation,
        String sender,
        String author,
        @Nullable String label,
        @Nullable String via,
        @Nullable Integer hops,
        MessageContent content,
        @Nullable ObjectNode attributes,
        @Nullable Direction direction,
        @Nullable String target) {

    /** Twilio's limit for a message's attributes, in bytes. */
    private static final int MAX_ATTRIBUTES_LENGTH = 4096;

    /** A hash of the message: the same key with a different hash is rejected. */
    String contentHash() {
        String text = String.join(
                "\u0000",
                List.of(
                        conversation.value(),
                        author,
                        label == null ? "" : label,
                        content.fingerprint(),
                        String.valueOf(attributes) + (hops == null ? "" : " hops " + hops)));
        return Hashes.sha256(text);
    }

    static String checked(String attributes) {
        if (attributes.getBytes(StandardCharsets.UTF_8).length > MAX_ATTRIBUTES_LENGTH) {
            throw ProblemException.invalid("attributes: at most " + MAX_ATTRIBUTES_LENGTH + " bytes with our own");
        }
        return attributes;
    }
}
