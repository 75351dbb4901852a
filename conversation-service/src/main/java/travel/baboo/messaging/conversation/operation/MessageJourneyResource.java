package travel.baboo.messaging.conversation.operation;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.common.sid.MessageSid;
import travel.baboo.messaging.common.sid.Sid;

/** {@code GET /api/admin/messages/{messageSid}}: how a message came here; its deliveries are relay-service's. */
@Path("/api/admin/messages/{messageSid}")
@RolesAllowed(Role.Names.ADMIN)
public class MessageJourneyResource {

    private final MessageJourneyRepository repository;

    MessageJourneyResource(MessageJourneyRepository repository) {
        this.repository = repository;
    }

    @GET
    public Uni<MessageJourneyView> get(String messageSid) {
        if (!Sid.matches(MessageSid.PREFIX, messageSid)) {
            throw unknown();
        }
        return repository.find(messageSid).map(found -> found.orElseThrow(MessageJourneyResource::unknown));
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("The mirror has no such message.");
    }
}
