package travel.baboo.messaging.conversation.erasure;

import io.smallrye.mutiny.Multi;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import org.jboss.resteasy.reactive.common.util.RestMediaType;
import travel.baboo.messaging.common.audit.AuditTrail;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;

/**
 * {@code POST /api/admin/exports}: everything stored about a person or a conversation, as JSON lines, with links to media at Twilio. A
 * dry run returns the summary only.
 */
@Path("/api/admin/exports")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class ExportResource {

    private final Exporter exporter;
    private final PhoneNumbers numbers;
    private final AuditTrail trail;

    ExportResource(Exporter exporter, PhoneNumbers numbers, AuditTrail trail) {
        this.exporter = exporter;
        this.numbers = numbers;
        this.trail = trail;
    }

    @POST
    @Produces(RestMediaType.APPLICATION_NDJSON)
    public Multi<ExportLine> export(@NotNull @Valid SubjectRequest request) {
        Subject subject = request.subject(numbers);
        return trail.note(subject.auditDetail(request.dryRun()))
                .onItem()
                .transformToMulti(noted -> exporter.export(subject, request.dryRun()));
    }
}
