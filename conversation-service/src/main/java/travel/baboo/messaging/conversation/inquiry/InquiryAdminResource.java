package travel.baboo.messaging.conversation.inquiry;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.database.Page;

/** {@code /api/admin/inquiries}: inquiries that have not become a conversation, and retries. */
@Path("/api/admin/inquiries")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class InquiryAdminResource {

    private final InquiryBacklog backlog;
    private final InquiryService inquiries;

    InquiryAdminResource(InquiryBacklog backlog, InquiryService inquiries) {
        this.backlog = backlog;
        this.inquiries = inquiries;
    }

    /** Newest first; failed ones unless {@code state} says otherwise. */
    @GET
    public Uni<Page<InquiryEntry>> list(
            @QueryParam("state")
                    @DefaultValue("failed")
                    @Schema(enumeration = {"failed", "waiting", "working"})
                    @Pattern(regexp = "failed|waiting|working", message = "one of failed, waiting, working")
                    String state,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(Page.MAX_LIMIT) int limit) {
        return backlog.list(state, cursor, limit);
    }

    /** Retries one now with the rights of its requester; 409 if it is being worked on or done. */
    @POST
    @Path("{inquiryId}/retry")
    public Uni<InquiryView> retry(String inquiryId) {
        return inquiries.retry(inquiryId);
    }
}
