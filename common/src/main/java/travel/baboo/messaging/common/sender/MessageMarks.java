package travel.baboo.messaging.common.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioFields;

/**
 * What a message's attributes say about where it comes from, as far as they can be believed.
 *
 * <p>A browser writes whatever it likes into {@code Attributes} of what it sends through Twilio's SDK. Only who has the account's
 * credentials can send over REST, and only Twilio sets {@code Source}: so the marks count with {@code Source=API} and with nothing
 * else. Without them, label and origin follow from the participant.
 *
 * @param from the sender's label
 * @param via which scenario sent it
 * @param hops how often scenarios have passed the conversation on to each other, from 0
 */
public record MessageMarks(Optional<String> from, Optional<String> via, int hops) {

    /** What a message without any mark that can be believed has. */
    public static final MessageMarks NONE = new MessageMarks(Optional.empty(), Optional.empty(), 0);

    private static final String TRUSTED_SOURCE = "API";
    private static final String VIA = "via";
    private static final String HOPS = "hops";

    /** The marks of a message event with these fields. */
    public static MessageMarks of(TwilioFields fields, ObjectMapper json) {
        return isTrusted(fields)
                ? fields.findText("Attributes").map(text -> parse(text, json)).orElse(NONE)
                : NONE;
    }

    /** Whether attributes of an event with these fields can be believed. */
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
