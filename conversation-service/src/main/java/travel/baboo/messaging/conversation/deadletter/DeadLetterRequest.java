package travel.baboo.messaging.conversation.deadletter;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Selects dead letters to drop.
 *
 * @param ids from the list
 * @param reason why they are not needed, 1 to 200 characters; no content
 * @param dryRun only report what would be done
 */
@RegisterForReflection
public record DeadLetterRequest(
        @NotEmpty @Size(max = 1000) @Nullable Set<String> ids,
        @NotEmpty @Size(max = 200) @Nullable String reason,
        boolean dryRun) {

    /**
     * Selects dead letters to re-inject.
     *
     * @param ids from the list; null for all open ones
     * @param dryRun only report what would be done
     */
    @RegisterForReflection
    public record Reinject(@Nullable @Size(min = 1, max = 1000) Set<String> ids, boolean dryRun) {}
}
