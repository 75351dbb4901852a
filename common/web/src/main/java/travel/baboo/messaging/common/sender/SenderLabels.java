package travel.baboo.messaging.common.sender;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Role;

/**
 * The label shown beside a message, stored at Twilio as {@code from} in the message's attributes.
 *
 * <p>Every message that we send has one. A message without one (from a phone or a browser) gets the label
 * of its author's role when it is read.
 */
@Singleton
public class SenderLabels {

    /** The attribute that holds the label. */
    public static final String ATTRIBUTE = "from";

    private final SenderLabelConfig words;
    private final ObjectMapper json;

    public SenderLabels(SenderLabelConfig words, ObjectMapper json) {
        this.words = words;
        this.json = json;
    }

    /** The label for a role and name. */
    public String label(Role role, String name) {
        return switch (role) {
            case BOT -> words.bot();
            case ADMIN -> words.team();
            case EXPERT -> name + " - " + words.expert();
            case TRAVELER -> name + " - " + words.traveler();
        };
    }

    /** The label in a message's attributes; empty if there is none or the attributes are not a JSON object. */
    public Optional<String> find(@Nullable String attributes) {
        return parse(attributes)
                .map(node -> node.get(ATTRIBUTE))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue);
    }

    /** The attributes with the label set and other members unchanged. Null means no attributes. */
    public String withLabel(@Nullable ObjectNode attributes, String label) {
        ObjectNode copy = attributes == null ? JsonNodeFactory.instance.objectNode() : attributes.deepCopy();
        return copy.put(ATTRIBUTE, label).toString();
    }

    private Optional<JsonNode> parse(@Nullable String attributes) {
        if (attributes == null || attributes.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(json.readTree(attributes)).filter(JsonNode::isObject);
        } catch (JsonProcessingException notJson) {
            return Optional.empty();
        }
    }
}
