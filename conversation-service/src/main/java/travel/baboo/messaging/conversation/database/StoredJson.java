package travel.baboo.messaging.conversation.database;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** Reads JSON that Twilio stores as text. Invalid JSON is treated as absent, so that it does not fail a whole page. */
public final class StoredJson {

    private StoredJson() {}

    /** The object; empty if the text is not a JSON object. */
    public static ObjectNode object(ObjectMapper json, @Nullable String text) {
        return read(json, text) instanceof ObjectNode object ? object : JsonNodeFactory.instance.objectNode();
    }

    /** The value; null if the text is not JSON. */
    public static @Nullable JsonNode read(ObjectMapper json, @Nullable String text) {
        try {
            return text == null ? null : json.readTree(text);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }
}
