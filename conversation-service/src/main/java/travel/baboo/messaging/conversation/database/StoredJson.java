package travel.baboo.messaging.conversation.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Reads JSON that Twilio keeps as text. What is none would make a whole page none: it counts as left out. */
public final class StoredJson {

    private StoredJson() {}

    /** The object; an empty one when the text is none. */
    public static ObjectNode object(ObjectMapper json, @Nullable String text) {
        return read(json, text) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    /** The value; null when the text is none. */
    public static @Nullable JsonNode read(ObjectMapper json, @Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
