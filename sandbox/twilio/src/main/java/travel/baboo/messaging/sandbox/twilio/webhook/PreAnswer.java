package travel.baboo.messaging.sandbox.twilio.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;

/**
 * What the receiver of a pre-event decided: 4xx and 5xx reject the action, a JSON object with 200 changes it, and anything else allows it.
 *
 * @param rejected whether the action must not happen
 * @param changes the fields to change, by the names of the REST API in lower case; empty for none
 */
public record PreAnswer(boolean rejected, ObjectNode changes) {

    public static PreAnswer unchanged() {
        return new PreAnswer(false, Json.object());
    }

    static PreAnswer of(int status, String body) {
        return status >= 400 ? new PreAnswer(true, Json.object()) : new PreAnswer(false, changes(status, body));
    }

    public @Nullable String change(String name, @Nullable String otherwise) {
        JsonNode value = changes.get(name);
        return value == null || value.isNull() ? otherwise : value.isTextual() ? value.asText() : value.toString();
    }

    private static ObjectNode changes(int status, String body) {
        if (status == 200 && !body.isBlank()) {
            try {
                if (Json.MAPPER.readTree(body) instanceof ObjectNode object) {
                    return object;
                }
            } catch (JsonProcessingException notJson) {
                return Json.object();
            }
        }
        return Json.object();
    }
}
