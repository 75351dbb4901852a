package travel.baboo.messaging.common.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioFields;

/**
 * What a message's attributes say about its origin, if they can be trusted.
 *
 * <p>A browser can write any {@code Attributes} through Twilio's SDK. Only a holder of the account's
 * credentials can send over REST, and only Twilio sets {@code Source}: so the marks count with {@code Source=API}
 * only. Without them, label and origin are derived from the participant.
 *
 * @param from the sender's label
 * @param via the scenario that sent it
 * @param hops how many times it has passed from scenario to scenario, from 0
 */
public record MessageMarks(Optional<String> from, Optional<String> via, int hops) {

    /** The marks of a message without trusted attributes. */
    public static final MessageMarks NONE = new MessageMarks(Optional.empty(), Optional.empty(), 0);

    /** The origin of messages that our services decide on themselves. They are relayed to no scenario. */
    public static final String AUTOMATIC = "baboo-automatic";

    private static final String TRUSTED_SOURCE = "API";
    private static final String VIA = "via";
    private static final String HOPS = "hops";

    /** The marks of a message event. */
    public static MessageMarks of(TwilioFields fields, ObjectMapper json) {
        return isTrusted(fields)
                ? fields.findText("Attributes").map(text -> parse(text, json)).orElse(NONE)
                : NONE;
    }

    /** Whether an event's attributes can be trusted. */
    public static boolean isTrusted(TwilioFields fields) {
        return fields.find("Source").filter(TRUSTED_SOURCE::equals).isPresent();
    }

    private static MessageMarks parse(String attributes, ObjectMapper json) {
        try {
            JsonNode node = json.readTree(attributes);
            return new MessageMarks(text(node, SenderLabels.ATTRIBUTE), text(node, VIA), hops(node.get(HOPS)));
        } catch (JsonProcessingException notJson) {
            return NONE;
        }
    }

    private static Optional<String> text(JsonNode node, String name) {
        return Optional.ofNullable(node.get(name))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .filter(text -> !text.isBlank());
    }

    private static int hops(@Nullable JsonNode node) {
        return node != null && node.canConvertToInt() ? Math.max(0, node.intValue()) : 0;
    }
}
