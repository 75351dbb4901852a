package travel.baboo.messaging.relay.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A destination as operators see it.
 *
 * @param configured whether the settings name it
 * @param pausedAt null while it is not paused
 * @param backlog deliveries that wait or are unknown
 * @param oldestSince when the oldest of them happened
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DestinationView(
        String name,
        boolean configured,
        @Nullable Instant pausedAt,
        @Nullable String reason,
        long backlog,
        @Nullable Instant oldestSince) {}
