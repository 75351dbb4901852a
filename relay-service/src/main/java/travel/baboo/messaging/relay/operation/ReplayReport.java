package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * The result of a replay or a dry run.
 *
 * @param deliveries number by destination
 * @param late how many are past their TTL; they get a fresh one
 */
@RegisterForReflection
public record ReplayReport(boolean dryRun, Map<String, Long> deliveries, long late) {

    public ReplayReport {
        deliveries = Map.copyOf(deliveries);
    }
}
