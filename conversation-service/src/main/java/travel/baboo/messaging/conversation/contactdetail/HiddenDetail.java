package travel.baboo.messaging.conversation.contactdetail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Contact details of one kind in a message.
 *
 * @param kind {@code phone}, {@code email} or {@code link}
 * @param count how many
 */
@RegisterForReflection
public record HiddenDetail(@Schema(enumeration = {"phone", "email", "link"}) String kind, int count) {

    private static final TypeReference<List<HiddenDetail>> LIST = new TypeReference<>() {};

    /** The list as a member of a response, which is absent if nothing was hidden. */
    public static @Nullable List<HiddenDetail> orNull(@Nullable List<HiddenDetail> details) {
        return details == null || details.isEmpty() ? null : List.copyOf(details);
    }

    /** Reads a stored list; empty for null. */
    public static List<HiddenDetail> read(@Nullable String stored, ObjectMapper json) {
        try {
            return stored == null ? List.of() : json.readValue(stored, LIST);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("stored details are always JSON", e);
        }
    }
}
