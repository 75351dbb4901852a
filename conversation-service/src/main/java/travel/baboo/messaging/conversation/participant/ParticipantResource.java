package travel.baboo.messaging.conversation.participant;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jboss.resteasy.reactive.ResponseStatus;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.common.sid.ParticipantSid;
import travel.baboo.messaging.common.sid.Sid;
import travel.baboo.messaging.conversation.database.Page;

/** {@code /api/conversations/{sid}/participants}: members read; admins and experts who are members change. */
@Path("/api/conversations/{sid}/participants")
public class ParticipantResource {

    private final ParticipantService participants;
    private final Access access;
    private final CallerProvider callers;

    ParticipantResource(ParticipantService participants, Access access, CallerProvider callers) {
        this.participants = participants;
        this.access = access;
        this.callers = callers;
    }

    @GET
    @RolesAllowed("**")
    public Uni<Page<ParticipantView>> list(String sid) {
        Caller caller = callers.get();
        ConversationSid conversation = Access.parse(sid);
        return access.requireReader(caller, conversation)
                .chain(() -> participants.list(sid))
                .map(items -> new Page<>(items, null));
    }

    @POST
    @ResponseStatus(201)
    @RolesAllowed({Role.Names.ADMIN, Role.Names.EXPERT})
    public Uni<ParticipantView> add(String sid, @NotNull @Valid ParticipantRequest request) {
        Caller caller = callers.get();
        ConversationSid conversation = Access.parse(sid);
        return access.requireReader(caller, conversation).chain(() -> participants.add(caller, conversation, request));
    }

    @DELETE
    @Path("{participantSid}")
    @RolesAllowed({Role.Names.ADMIN, Role.Names.EXPERT})
    public Uni<Void> remove(String sid, String participantSid) {
        Caller caller = callers.get();
        ConversationSid conversation = Access.parse(sid);
        if (!Sid.matches(ParticipantSid.PREFIX, participantSid)) {
            throw ProblemException.notFound("No such participant.");
        }
        return access.requireReader(caller, conversation)
                .chain(() -> participants.remove(conversation, participantSid));
    }
}
