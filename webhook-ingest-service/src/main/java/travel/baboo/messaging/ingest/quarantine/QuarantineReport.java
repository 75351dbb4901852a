package travel.baboo.messaging.ingest.quarantine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * The result of an action on quarantined items, or of a dry run.
 *
 * @param dryRun whether nothing was changed
 * @param done names of the affected items
 * @param notDone names that do not exist or are not complete records
 */
@RegisterForReflection
public record QuarantineReport(boolean dryRun, List<String> done, List<String> notDone) {

    public QuarantineReport {
        done = List.copyOf(done);
        notDone = List.copyOf(notDone);
    }
}
