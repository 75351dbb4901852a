package travel.baboo.messaging.conversation.inquiry;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.RestResponse;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.conversation.external.ApiKeys;
import travel.baboo.messaging.conversation.external.ApiScope;

/** {@code POST /api/external/inquiries}: an inquiry by a scenario whose key may create them; 201 the first time, 200 when repeated. */
@Path("/api/external/inquiries")
public class ExternalInquiryResource {

    private final ApiKeys keys;
    private final InquiryService inquiries;

    ExternalInquiryResource(ApiKeys keys, InquiryService inquiries) {
        this.keys = keys;
        this.inquiries = inquiries;
    }

    @POST
    @PermitAll
    public Uni<RestResponse<InquiryView>> create(
            @HeaderParam("X-Api-Key") @Nullable String apiKey, @NotNull @Valid InquiryRequest request) {
        return inquiries
                .create(keys.require(apiKey, ApiScope.INQUIRIES), request)
                .map(InquiryResource::answer);
    }
}
