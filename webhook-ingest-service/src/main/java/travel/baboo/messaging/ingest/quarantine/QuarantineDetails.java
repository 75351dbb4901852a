package travel.baboo.messaging.ingest.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.journal.QuarantinedItem;

/**
 * An item with its content.
 *
 * @param eventId the event's id; null if it is not an event
 * @param fields the event's fields with redacted values; null if it is not an event
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuarantineDetails(QuarantinedItem item, @Nullable String eventId, @Nullable List<String> fields) {

    public QuarantineDetails {
        fields = fields == null ? null : List.copyOf(fields);
    }
}
