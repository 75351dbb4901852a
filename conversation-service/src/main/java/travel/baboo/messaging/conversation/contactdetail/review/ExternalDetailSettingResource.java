package travel.baboo.messaging.conversation.contactdetail.review;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.PermitAll;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.conversation.external.ApiKeys;
import travel.baboo.messaging.conversation.external.ApiScope;
import travel.baboo.messaging.conversation.participant.Access;

/**
 * {@code PUT /api/external/conversations/{sid}/contact-details}: the same setting, for the scenario that knows of bookings. Its key needs the
 * scope {@code contact-details}.
 */
@Path("/api/external/conversations/{sid}/contact-details")
public class ExternalDetailSettingResource {

    private final ApiKeys keys;
    private final DetailSettingRepository repository;
    private final Access access;

    ExternalDetailSettingResource(ApiKeys keys, DetailSettingRepository repository, Access access) {
        this.keys = keys;
        this.repository = repository;
        this.access = access;
    }

    @PUT
    @PermitAll
    public Uni<DetailSetting> put(
            String sid, @HeaderParam("X-Api-Key") @Nullable String apiKey, @NotNull @Valid DetailSetting setting) {
        Caller caller = keys.require(apiKey, ApiScope.CONTACT_DETAILS);
        return access.requireSender(caller, Access.parse(sid)).chain(() -> repository.store(sid, setting));
    }
}
