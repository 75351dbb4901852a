package travel.baboo.messaging.conversation.attention.report;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;

/**
 * Response times.
 *
 * @param from the report includes waits that ended at or after this time
 * @param to the report includes waits that ended before this time
 */
@RegisterForReflection
public record ResponseTimesReport(Instant from, Instant to, List<ResponseTimesEntry> items) {

    public ResponseTimesReport {
        items = List.copyOf(items);
    }
}
