package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;

/**
 * An operator's decision on a delivery of unknown fate.
 *
 * @param arrived whether the receiver has it
 */
@RegisterForReflection
public record SettleRequest(@NotNull Boolean arrived) {}
