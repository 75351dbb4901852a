package travel.baboo.messaging.common.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One request that was to change something.
 *
 * @param at when it arrived
 * @param who the caller's identity
 * @param action the method and the template of the path, for example {@code POST /api/destinations/{name}/pause}
 * @param target the ids in the path; null if there are none
 * @param detail what the operation adds; null if it adds nothing
 * @param status the response's status; null while the operation runs, or if the service ended meanwhile
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AuditEntry(
        String id,
        Instant at,
        String who,
        String action,
        @Nullable String target,
        @Nullable String detail,
        @Nullable Integer status) {}
