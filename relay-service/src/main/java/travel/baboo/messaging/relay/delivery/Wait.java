package travel.baboo.messaging.relay.delivery;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why an open delivery is not being sent, and until when.
 *
 * @param reason {@code unknown-fate}, {@code held}, {@code earlier-delivery}, {@code attempt-under-way}, {@code not-configured},
 *     {@code paused}, {@code missing-message}, {@code scheduled}, {@code circuit-open} or {@code ready}
 * @param until the next attempt, probe, check or end of the wait; null if no time is known
 * @param deliveryId the lane's next delivery, if it is another
 * @param messageIndex the first missing message of the conversation
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Wait(String reason, @Nullable Instant until, @Nullable UUID deliveryId, @Nullable Long messageIndex) {

    static Wait until(String reason, @Nullable Instant until) {
        return new Wait(reason, until, null, null);
    }

    static Wait behind(UUID earlier) {
        return new Wait("earlier-delivery", null, earlier, null);
    }

    static Wait forMessage(long index, Instant until) {
        return new Wait("missing-message", until, null, index);
    }
}
