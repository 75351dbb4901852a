package travel.baboo.messaging.common.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Entries of the audit, newest first.
 *
 * @param next the cursor of the next page; null on the last page
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditPage(List<AuditEntry> items, @Nullable String next) {

    public AuditPage {
        items = List.copyOf(items);
    }
}
