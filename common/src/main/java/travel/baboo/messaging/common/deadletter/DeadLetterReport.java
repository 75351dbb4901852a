package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What was done about dead letters, or, in a dry run, what would be.
 *
 * @param dryRun whether nothing was changed
 * @param done ids of the letters it concerns
 * @param notOpen ids that were asked for and are not open: unknown, re-injected or dropped before
 * @param oldest when the oldest of them was dead-lettered; null when there is none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterReport(boolean dryRun, List<String> done, List<String> notOpen, @Nullable Instant oldest) {

    public DeadLetterReport {
        done = List.copyOf(done);
        notOpen = List.copyOf(notOpen);
    }
}
