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
 * @param reason why it is paused
 * @param circuit {@code closed}, {@code half-open} or {@code open}; the worst that any instance sees
 * @param backlog deliveries that wait, are held or are unknown
 * @param oldestSince when the oldest of them happened
 * @param lastError the short word for the last attempt that was no success
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DestinationView(
        String name,
        boolean configured,
        @Nullable Instant pausedAt,
        @Nullable String reason,
        String circuit,
        long backlog,
        long held,
        long unknown,
        @Nullable Instant oldestSince,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt) {}
