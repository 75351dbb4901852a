package travel.baboo.messaging.conversation.erasure;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.UUID;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.Status;
import travel.baboo.messaging.common.audit.AuditTrail;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.conversation.participant.PhoneNumbers;

/**
 * {@code /api/admin/erasures}: erases a person or a conversation, here and at Twilio. Returns 202 and an id for progress and receipt; a dry
 * run returns 200 and what would be erased.
 */
@Path("/api/admin/erasures")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class ErasureResource {

    private final ErasureRepository repository;
    private final Eraser eraser;
    private final TraceFinder traces;
    private final PhoneNumbers numbers;
    private final CallerProvider callers;
    private final AuditTrail trail;

    ErasureResource(
            ErasureRepository repository,
            Eraser eraser,
            TraceFinder traces,
            PhoneNumbers numbers,
            CallerProvider callers,
            AuditTrail trail) {
        this.repository = repository;
        this.eraser = eraser;
        this.traces = traces;
        this.numbers = numbers;
        this.callers = callers;
        this.trail = trail;
    }

    @POST
    public Uni<RestResponse<ErasureView>> erase(@NotNull @Valid SubjectRequest request) {
        Subject subject = request.subject(numbers);
        String caller = callers.getUnnamed().identity();
        return trail.note(subject.auditDetail(request.dryRun())).chain(() -> erase(subject, request.dryRun(), caller));
    }

    private Uni<RestResponse<ErasureView>> erase(Subject subject, boolean dryRun, String caller) {
        if (dryRun) {
            return traces.find(subject).map(found -> RestResponse.ok(plan(subject, found)));
        }
        return repository
                .request(subject, caller)
                .invoke(eraser::wake)
                .chain(this::view)
                .map(view -> RestResponse.status(Status.ACCEPTED, view));
    }

    @GET
    @Path("{id}")
    public Uni<ErasureView> get(String id) {
        return Uni.createFrom().item(() -> parse(id)).chain(this::view);
    }

    private Uni<ErasureView> view(UUID id) {
        return repository.find(id).map(found -> found.orElseThrow(ErasureResource::unknown));
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException noId) {
            throw unknown();
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("No such erasure.");
    }

    private static ErasureView plan(Subject subject, Traces found) {
        return new ErasureView(
                null,
                subject.kind().text(),
                "planned",
                null,
                null,
                found.whole().size(),
                found.part().size(),
                0,
                0,
                0,
                0,
                null);
    }
}
