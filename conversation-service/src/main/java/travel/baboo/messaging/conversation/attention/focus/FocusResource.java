package travel.baboo.messaging.conversation.attention.focus;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.Caller;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.participant.Access;

/** {@code POST /api/conversations/{sid}/focus}: marks the caller as viewing the conversation, which suppresses unread notices for it. */
@Path("/api/conversations/{sid}/focus")
@RolesAllowed("**")
public class FocusResource {

    private static final FocusRequest DEFAULT = new FocusRequest(null);

    private final FocusRepository repository;
    private final Access access;
    private final CallerProvider callers;

    FocusResource(FocusRepository repository, Access access, CallerProvider callers) {
        this.repository = repository;
        this.access = access;
        this.callers = callers;
    }

    /** For members only. The app repeats the call while the conversation is on the screen. */
    @POST
    public Uni<FocusView> focus(String sid, @Nullable @Valid FocusRequest request) {
        Caller caller = callers.getUnnamed();
        ConversationSid conversation = Access.parse(sid);
        int seconds = (request == null ? DEFAULT : request).lease();
        return access.requireReader(caller, conversation)
                .chain(() -> access.membership(caller, conversation))
                .map(found -> found.orElseThrow(() -> new ProblemException(
                        ProblemType.CONFLICT, "Only members get notices: join the conversation first.")))
                .chain(member -> repository.lease(member, sid, caller.identity(), seconds))
                .map(FocusView::new);
    }
}
