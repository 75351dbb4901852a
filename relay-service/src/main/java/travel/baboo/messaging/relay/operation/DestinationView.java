package travel.baboo.messaging.relay.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A destination as operators see it.
 *
 * @param configured whether it is in the settings
 * @param pausedAt null if not paused
 * @param reason why it is paused
 * @param circuit {@code closed}, {@code half-open} or {@code open}; the worst of all instances
 * @param backlog deliveries that are waiting, held or unknown
 * @param oldestSince time of the oldest of them
 * @param lastError the reason of the last unsuccessful attempt
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
