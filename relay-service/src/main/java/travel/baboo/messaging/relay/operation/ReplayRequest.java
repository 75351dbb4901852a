package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * Which deliveries to replay.
 *
 * @param filter failed or expired ones unless it names a state; texts only if it names their destination; never loops
 * @param dryRun count only
 */
@RegisterForReflection
public record ReplayRequest(@NotNull @Valid DeliveryFilter filter, boolean dryRun) {

    /** The filter for the audit. */
    String auditDetail() {
        return "dryRun=" + dryRun + filter.auditDetail();
    }
}
