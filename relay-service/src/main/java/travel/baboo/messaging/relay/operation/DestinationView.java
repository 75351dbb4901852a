package travel.baboo.messaging.relay.operation;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A destination as operators see it.
 *
 * @param configured whether it is in the settings
 * @param kind {@code make} or {@code text}; null if it is not in the settings
 * @param pausedAt null if not paused
 * @param reason why it is paused
 * @param probeAt when a destination that was paused for its refusals is tried next
 * @param circuit {@code closed}, {@code half-open} or {@code open}; the worst of all instances
 * @param backlog deliveries that are waiting, held or unknown
 * @param oldestSince time of the oldest of them
 * @param deliveredLastMinute deliveries that arrived in the last minute
 * @param unsuccessfulLastMinute deliveries that failed or expired in the last minute
 * @param lastError the reason of the last unsuccessful attempt
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record DestinationView(
        String name,
        boolean configured,
        @Nullable String kind,
        @Nullable Instant pausedAt,
        @Nullable String reason,
        @Nullable Instant probeAt,
        String circuit,
        long backlog,
        long held,
        long unknown,
        @Nullable Instant oldestSince,
        long deliveredLastMinute,
        long unsuccessfulLastMinute,
        @Nullable String lastError,
        @Nullable Instant lastErrorAt) {}
