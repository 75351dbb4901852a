package travel.baboo.messaging.conversation.reconcile;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.MediaType;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.audit.AuditTrail;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.participant.Access;

/**
 * {@code /api/admin/reconcile}: checks one conversation and returns the findings, or all of them
 * in the background, one after the other.
 */
@Path("/api/admin/reconcile")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class ReconcileResource {

    private final ConversationCheck check;
    private final RunRepository runs;
    private final LeaseRepository lease;
    private final Reconciler reconciler;
    private final AuditTrail trail;

    ReconcileResource(
            ConversationCheck check,
            RunRepository runs,
            LeaseRepository lease,
            Reconciler reconciler,
            AuditTrail trail) {
        this.check = check;
        this.runs = runs;
        this.lease = lease;
        this.reconciler = reconciler;
        this.trail = trail;
    }

    @POST
    @Consumes(MediaType.APPLICATION_JSON) // A record of one text could also be read from a plain body.
    public Uni<RestResponse<Object>> start(@Nullable ReconcileRequest request) {
        String sid = request == null ? null : request.conversationSid();
        if (sid != null) {
            String conversation = Access.parse(sid).value();
            return trail.note("conversation=" + conversation)
                    .chain(() -> check.check(conversation))
                    .map(report -> RestResponse.ok((Object) report));
        }
        return runs.request()
                .invoke(reconciler::wake)
                .chain(this::progress)
                .map(view -> RestResponse.status(Status.ACCEPTED, (Object) view));
    }

    @GET
    public Uni<ReconcileView> progress() {
        return lease.isTaken().chain(working -> runs.waiting().chain(waiting -> runs.latest()
                .map(run -> new ReconcileView(
                        working, waiting, run.map(ReconcileRun::view).orElse(null)))));
    }
}
