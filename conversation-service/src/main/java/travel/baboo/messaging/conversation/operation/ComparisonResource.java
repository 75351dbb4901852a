package travel.baboo.messaging.conversation.operation;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.participant.Access;

/** {@code GET /api/admin/conversations/{sid}/comparison}: the mirror beside Twilio. {@code POST /api/admin/reconcile} repairs. */
@Path("/api/admin/conversations/{sid}/comparison")
@RolesAllowed(Role.Names.ADMIN)
public class ComparisonResource {

    private final ConversationComparer comparer;

    ComparisonResource(ConversationComparer comparer) {
        this.comparer = comparer;
    }

    /** 404 if neither has the conversation. */
    @GET
    public Uni<ComparisonView> compare(String sid) {
        return comparer.compare(Access.parse(sid).value());
    }
}
