package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;

/**
 * Which deliveries are to be made again.
 *
 * @param filter those that have failed or expired, unless it names a state; texts only where it names their destination; never loops
 * @param dryRun only count
 */
@RegisterForReflection
public record ReplayRequest(@NotNull @Valid DeliveryFilter filter, boolean dryRun) {}
