package travel.baboo.messaging.conversation.attention.setting;

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
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.attention.review.Reviewer;
import travel.baboo.messaging.conversation.participant.Access;

/**
 * {@code /api/conversations/{sid}/attention}: notices, clock and tag of one conversation. For admins only. The settings are not attributes
 * at Twilio, because a browser can write those.
 */
@Path("/api/conversations/{sid}/attention")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class AttentionSettingResource {

    private final AttentionSettingRepository repository;
    private final Reviewer reviewer;
    private final Access access;
    private final CallerProvider callers;

    AttentionSettingResource(
            AttentionSettingRepository repository, Reviewer reviewer, Access access, CallerProvider callers) {
        this.repository = repository;
        this.reviewer = reviewer;
        this.access = access;
        this.callers = callers;
    }

    @GET
    public Uni<AttentionSetting> get(String sid) {
        ConversationSid conversation = Access.parse(sid);
        return access.requireReader(callers.getUnnamed(), conversation).chain(() -> repository.load(sid));
    }

    /** Replaces the conversation's settings. A running wait keeps its target. */
    @PUT
    public Uni<AttentionSetting> put(String sid, @NotNull @Valid AttentionSetting setting) {
        ConversationSid conversation = Access.parse(sid);
        return access.requireReader(callers.getUnnamed(), conversation)
                .chain(() -> repository.store(sid, setting))
                .chain(() -> reviewer.request(sid))
                .replaceWith(setting);
    }
}
