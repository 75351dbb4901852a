package travel.baboo.messaging.ingest.quarantine;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.ingest.journal.QuarantinedItem;

/**
 * One item, looked into.
 *
 * @param eventId the event's id; null when it is no event
 * @param fields the event's fields with redacted values; null when it is no event
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuarantineDetails(QuarantinedItem item, @Nullable String eventId, @Nullable List<String> fields) {

    public QuarantineDetails {
        fields = fields == null ? null : List.copyOf(fields);
    }
}
