package travel.baboo.messaging.conversation.reconcile;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How far the reconciler has come.
 *
 * @param working whether an instance is at work just now
 * @param waiting conversations that wait for the check a person asked for
 * @param run the latest check of everything; null when there never was one
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record ReconcileView(boolean working, long waiting, @Nullable Run run) {

    /**
     * A check of everything.
     *
     * @param total conversations in the mirror when it was asked for; those found in Twilio's list come on top
     * @param checked checks done since, others than those asked for among them
     * @param failed checks that could not be done and are repeated
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
