package travel.baboo.messaging.conversation.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The progress of the reconciler.
 *
 * @param working whether an instance is working
 * @param waiting conversations that wait for a requested check
 * @param run the latest check of everything; null if there was none
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconcileView(boolean working, long waiting, @Nullable Run run) {

    /**
     * A check of everything.
     *
     * @param total conversations in the mirror when it was requested; those found in Twilio's list are added
     * @param checked checks done since, including unrelated ones
     * @param failed failed checks, which are retried
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Run(
            Instant requestedAt,
            @Nullable Instant finishedAt,
            long total,
            long checked,
            long failed,
            long messagesFound,
            long eventsPublished) {}
}
