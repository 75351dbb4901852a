package travel.baboo.messaging.conversation.label;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows shared locations as text. Such a message has no body and no media, only {@code ChannelMetadata},
 * with {@code latitude}, {@code longitude} and optionally {@code label} and {@code address}, at any depth.
 */
public final class Locations {

    private static final int DEEPEST = 6;

    private Locations() {}

    /** The message's body; without one, its location as text; null without both. */
    public static @Nullable String body(@Nullable String body, @Nullable String channelMetadata, ObjectMapper json) {
        if (body != null || channelMetadata == null) {
            return body;
        }
        try {
            JsonNode place = find(json.readTree(channelMetadata), DEEPEST);
            return place == null ? null : text(place);
        } catch (JsonProcessingException notJson) {
            return null;
        }
    }

    private static @Nullable JsonNode find(@Nullable JsonNode node, int depth) {
        if (node == null || depth == 0) {
            return null;
        }
        if (value(node, "latitude") != null && value(node, "longitude") != null) {
            return node;
        }
        for (JsonNode child : node) {
            JsonNode found = find(child, depth - 1);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private static String text(JsonNode place) {
        List<String> parts = new ArrayList<>();
        Stream.of("label", "name", "address")
                .map(name -> value(place, name))
                .flatMap(Stream::ofNullable)
                .forEach(parts::add);
        parts.add(value(place, "latitude") + "," + value(place, "longitude"));
        return String.join(", ", parts);
    }

    /** A member's value; its name may be capitalized. */
    private static @Nullable String value(JsonNode node, String name) {
        JsonNode value =
                node.has(name) ? node.get(name) : node.get(Character.toUpperCase(name.charAt(0)) + name.substring(1));
        return value != null && value.isValueNode() && !value.asText().isBlank() ? value.asText() : null;
    }
}
