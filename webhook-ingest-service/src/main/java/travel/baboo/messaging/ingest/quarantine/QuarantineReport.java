package travel.baboo.messaging.ingest.quarantine;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * What was done about quarantined items, or, in a dry run, what would be.
 *
 * @param dryRun whether nothing was changed
 * @param done names of the items it concerns
 * @param notDone names that are not there, or that are no whole record
 */
@RegisterForReflection
public record QuarantineReport(boolean dryRun, List<String> done, List<String> notDone) {

    public QuarantineReport {
        done = List.copyOf(done);
        notDone = List.copyOf(notDone);
    }
}
