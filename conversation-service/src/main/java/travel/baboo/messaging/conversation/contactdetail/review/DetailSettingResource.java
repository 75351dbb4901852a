package travel.baboo.messaging.conversation.contactdetail.review;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.participant.Access;

/**
 * {@code /api/conversations/{sid}/contact-details}: what happens to contact details in one conversation. For admins only. The setting is not
 * an attribute at Twilio, because a browser can write those.
 */
@Path("/api/conversations/{sid}/contact-details")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class DetailSettingResource {

    private final DetailSettingRepository repository;
    private final Access access;
    private final CallerProvider callers;

    DetailSettingResource(DetailSettingRepository repository, Access access, CallerProvider callers) {
        this.repository = repository;
        this.access = access;
        this.callers = callers;
    }

    @GET
    public Uni<DetailSetting> get(String sid) {
        return access.requireReader(callers.getUnnamed(), Access.parse(sid)).chain(() -> repository.load(sid));
    }

    /** Replaces the conversation's setting. Messages that are published already stay as they are. */
    @PUT
    public Uni<DetailSetting> put(String sid, @NotNull @Valid DetailSetting setting) {
        return access.requireReader(callers.getUnnamed(), Access.parse(sid))
                .chain(() -> repository.store(sid, setting));
    }
}
