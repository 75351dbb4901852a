package travel.baboo.messaging.conversation.inquiry;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;

/** {@code POST /api/inquiries}: 201 the first time, 200 when repeated. */
@Path("/api/inquiries")
public class InquiryResource {

    private final InquiryService inquiries;
    private final CallerProvider callers;

    InquiryResource(InquiryService inquiries, CallerProvider callers) {
        this.inquiries = inquiries;
        this.callers = callers;
    }

    @POST
    @RolesAllowed({Role.Names.EXPERT, Role.Names.ADMIN, Role.Names.BOT})
    public Uni<RestResponse<InquiryView>> create(@NotNull @Valid InquiryRequest request) {
        return inquiries.create(callers.get(), request).map(InquiryResource::answer);
    }

    /** The progress of an inquiry. */
    @GET
    @Path("{inquiryId}")
    @RolesAllowed({Role.Names.EXPERT, Role.Names.ADMIN, Role.Names.BOT})
    public Uni<InquiryView> get(String inquiryId) {
        return inquiries.view(callers.get(), inquiryId);
    }

    static RestResponse<InquiryView> answer(InquiryService.Result result) {
        return RestResponse.status(result.created() ? Status.CREATED : Status.OK, result.view());
    }
}
