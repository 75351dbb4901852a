package travel.baboo.messaging.conversation.provision;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;

/**
 * What provisioning did.
 *
 * @param dryRun whether it only reported and changed nothing
 * @param steps what it found, changed or left, in order
 * @param environment the settings to keep
 */
@RegisterForReflection
public record ProvisionReport(boolean dryRun, List<Step> steps, Map<String, String> environment) {

    public ProvisionReport {
        steps = List.copyOf(steps);
        environment = Map.copyOf(environment);
    }

    /**
     * One resource or setting at Twilio.
     *
     * @param outcome {@code found}, {@code created}, {@code changed}, {@code removed}, {@code would-create}, {@code would-change} or
     *     {@code would-remove}
     */
    @RegisterForReflection
    public record Step(String what, String outcome, String detail) {}
}
