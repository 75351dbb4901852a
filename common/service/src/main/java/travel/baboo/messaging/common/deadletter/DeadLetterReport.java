package travel.baboo.messaging.common.deadletter;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The result of re-injecting or dropping dead letters, or of a dry run.
 *
 * @param dryRun whether nothing was changed
 * @param done ids of the affected letters
 * @param notOpen requested ids that are not open: unknown, re-injected or dropped before
 * @param oldest when the oldest of them was dead-lettered; null if there is none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DeadLetterReport(boolean dryRun, List<String> done, List<String> notOpen, @Nullable Instant oldest) {

    public DeadLetterReport {
        done = List.copyOf(done);
        notOpen = List.copyOf(notOpen);
    }
}
