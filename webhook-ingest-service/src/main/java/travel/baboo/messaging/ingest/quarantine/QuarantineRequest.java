package travel.baboo.messaging.ingest.quarantine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Selects items and an action.
 *
 * @param names of the items
 * @param all whether to select all items that can be re-injected, instead of names
 * @param reason why they are dropped
 * @param dryRun whether nothing may change
 */
@RegisterForReflection
public record QuarantineRequest(@Nullable List<String> names, boolean all, @Nullable String reason, boolean dryRun) {

    public QuarantineRequest {
        names = names == null ? null : List.copyOf(names);
    }

    boolean namesSome() {
        return names != null && !names.isEmpty();
    }
}
