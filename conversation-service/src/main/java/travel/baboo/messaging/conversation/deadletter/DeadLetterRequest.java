package travel.baboo.messaging.conversation.deadletter;

import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.Size;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which dead letters to close for good.
 *
 * @param ids as the list gives them
 * @param reason why nobody needs them, 1 to 200 characters; nothing of their content
 * @param dryRun whether only to say what would be done
 */
@RegisterForReflection
public record DeadLetterRequest(
        @NotEmpty @Size(max = 1000) @Nullable Set<String> ids,
        @NotEmpty @Size(max = 200) @Nullable String reason,
        boolean dryRun) {

    /**
     * Which dead letters to re-inject.
     *
     * @param ids as the list gives them; null for all that are open
     * @param dryRun whether only to say what would be done
     */
    @RegisterForReflection
    public record Reinject(@Nullable @Size(min = 1, max = 1000) Set<String> ids, boolean dryRun) {}
}
