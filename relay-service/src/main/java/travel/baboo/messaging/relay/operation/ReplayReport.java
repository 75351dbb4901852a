package travel.baboo.messaging.relay.operation;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * What a replay does, or would do.
 *
 * @param deliveries how many by destination
 * @param late how many of them are past their useful time; they are given the same time again from now on
 */
@RegisterForReflection
public record ReplayReport(boolean dryRun, Map<String, Long> deliveries, long late) {

    public ReplayReport {
        deliveries = Map.copyOf(deliveries);
    }
}
