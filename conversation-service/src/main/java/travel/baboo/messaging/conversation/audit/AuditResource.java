package travel.baboo.messaging.conversation.audit;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.audit.AuditLog;
import travel.baboo.messaging.common.audit.AuditPage;
import travel.baboo.messaging.common.security.Role;

/** {@code /api/admin/audit}: who changed what and when; for admins. */
@Path("/api/admin/audit")
@RolesAllowed(Role.Names.ADMIN)
public class AuditResource {

    private final AuditLog log;

    AuditResource(AuditLog log) {
        this.log = log;
    }

    /** Newest first. */
    @GET
    public Uni<AuditPage> list(
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(AuditLog.MAX_LIMIT) int limit) {
        return log.page(cursor, limit);
    }
}
