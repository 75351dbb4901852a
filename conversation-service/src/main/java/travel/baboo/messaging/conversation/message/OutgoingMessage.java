package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.sid.ConversationSid;

/**
 * A message on its way to Twilio.
 *
 * @param sender who asked for it: the scope of the idempotency key
 * @param author what Twilio is told, 1 to 256 characters
 * @param label what stands beside it
 * @param via the destination it came in through, which it must not go out to again; null when it came from a person
 * @param hops how often it has gone from scenario to scenario, as the scenario says; null when it does not
 * @param attributes further attributes
 * @param target what the caller named instead of a conversation; null when it named one
 */
record OutgoingMessage(
        ConversationSid conversation,
        String sender,
        String author,
        String label,
        @Nullable String via,
        @Nullable Integer hops,
        MessageContent content,
        @Nullable ObjectNode attributes,
        @Nullable String target) {

    /** Twilio's limit for a message's attributes, in bytes. */
    private static final int MAX_ATTRIBUTES_LENGTH = 4096;

    /** What makes another message another one: the same key with a different hash is refused. */
    String contentHash() {
        String text = String.join(
                "\u0000",
                List.of(
                        conversation.value(),
                        author,
                        label,
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
