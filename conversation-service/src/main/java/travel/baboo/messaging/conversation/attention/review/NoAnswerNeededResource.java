package travel.baboo.messaging.conversation.attention.review;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.ConversationSid;
import travel.baboo.messaging.conversation.participant.Access;

/**
 * {@code POST /api/conversations/{sid}/no-answer-needed}: stops the response clock without an answer, for instance after a final "thanks".
 * The traveler's next message starts it again.
 */
@Path("/api/conversations/{sid}/no-answer-needed")
@RolesAllowed({Role.Names.ADMIN, Role.Names.EXPERT, Role.Names.BOT})
public class NoAnswerNeededResource {

    private final Reviewer reviewer;
    private final Access access;
    private final CallerProvider callers;

    NoAnswerNeededResource(Reviewer reviewer, Access access, CallerProvider callers) {
        this.reviewer = reviewer;
        this.access = access;
        this.callers = callers;
    }

    /** Without a body, no message so far needs an answer. Idempotent. */
    @POST
    public Uni<NoAnswerNeededView> dismiss(String sid, @Nullable @Valid NoAnswerNeededRequest request) {
        ConversationSid conversation = Access.parse(sid);
        Long wanted = request == null ? null : request.index();
        return access.requireSender(callers.getUnnamed(), conversation)
                .chain(() -> reviewer.latest(sid))
                .chain(latest -> latest.isEmpty()
                        ? Uni.createFrom().item(new NoAnswerNeededView(null))
                        : dismiss(sid, wanted == null ? latest.get() : Math.min(wanted, latest.get())));
    }

    private Uni<NoAnswerNeededView> dismiss(String sid, long index) {
        return reviewer.dismiss(sid, index).replaceWith(new NoAnswerNeededView(index));
    }
}
