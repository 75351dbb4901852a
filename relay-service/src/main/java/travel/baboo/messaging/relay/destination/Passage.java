package travel.baboo.messaging.relay.destination;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.event.TwilioEvent;

/**
 * What a message's attributes say about how it came to us.
 *
 * @param via the destination it came in through; null when a person wrote it
 * @param hops how often it has gone from scenario to scenario, as the scenarios say; 0 when they do not
 */
public record Passage(@Nullable String via, int hops) {

    /** The attribute in which a message says through which destination it came in. */
    private static final String VIA = "via";

    private static final String HOPS = "hops";
    private static final int MOST = 1_000;
    private static final Passage NONE = new Passage(null, 0);

    /** Reads an event's attributes; those of others' making are no error. */
    public static Passage of(TwilioEvent event, ObjectMapper json) {
        String attributes = event.fields().findText("Attributes").orElse("{}");
        if (!attributes.contains(VIA) && !attributes.contains(HOPS)) {
            return NONE;
        }
        try {
            JsonNode node = json.readTree(attributes);
            return new Passage(
                    node.path(VIA).asText(null),
                    Math.max(0, Math.min(MOST, node.path(HOPS).asInt(0))));
        } catch (JsonProcessingException somebodyElses) {
            return NONE;
        }
    }
}
