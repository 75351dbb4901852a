package travel.baboo.messaging.conversation.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A file of a message.
 *
 * @param sid Twilio's SID, {@code ME…}; the SDK loads the file by it
 * @param size in bytes
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MediaView(String sid, @Nullable String filename, @Nullable String contentType, @Nullable Long size) {

    /** Reads the media field of webhooks: an array of {@code Sid}, {@code Filename}, {@code ContentType} and {@code Size}. */
    static List<MediaView> of(@Nullable JsonNode media) {
        return media == null || !media.isArray()
                ? List.of()
                : StreamSupport.stream(media.spliterator(), false)
                        .filter(item -> item.hasNonNull("Sid"))
                        .map(item -> new MediaView(
                                item.get("Sid").asText(),
                                text(item, "Filename"),
                                text(item, "ContentType"),
                                item.hasNonNull("Size") ? item.get("Size").asLong() : null))
                        .toList();
    }

    private static @Nullable String text(JsonNode item, String name) {
        return item.hasNonNull(name) ? item.get(name).asText() : null;
    }
}
