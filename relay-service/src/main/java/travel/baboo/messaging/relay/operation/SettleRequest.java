package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotNull;

/**
 * A person's word on a delivery whose fate is unknown.
 *
 * @param arrived whether the receiver has it
 */
@RegisterForReflection
public record SettleRequest(@NotNull Boolean arrived) {}
