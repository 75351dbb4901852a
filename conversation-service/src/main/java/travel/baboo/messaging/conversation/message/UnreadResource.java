package travel.baboo.messaging.conversation.message;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import travel.baboo.messaging.common.security.CallerProvider;

/** {@code GET /api/conversations/unread}: the number for the app's badge. */
@Path("/api/conversations/unread")
@RolesAllowed("**")
public class UnreadResource {

    private final ReadRepository repository;
    private final CallerProvider callers;

    UnreadResource(ReadRepository repository, CallerProvider callers) {
        this.repository = repository;
        this.callers = callers;
    }

    @GET
    public Uni<UnreadView> unread() {
        return repository.unread(callers.getUnnamed().identity());
    }
}
