package travel.baboo.messaging.conversation.deadletter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.audit.AuditTrail;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.deadletter.DeadLetter;
import travel.baboo.messaging.common.deadletter.DeadLetterPage;
import travel.baboo.messaging.common.deadletter.DeadLetterReport;
import travel.baboo.messaging.common.deadletter.DeadLetterService;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;

/**
 * {@code /api/admin/dead-letters}: events that the mirror could not apply. They are shown without personal data,
 * re-injected once their cause is fixed, or dropped with a reason.
 */
@Path("/api/admin/dead-letters")
@RolesAllowed(Role.Names.ADMIN)
@Audited
@Blocking
public class DeadLetterResource {

    /** Number of ids that the audit shows. */
    private static final int SHOWN = 20;

    private static final String ID = "[0-9]{1,9}-[0-9]{1,18}";

    private final DeadLetterService letters;
    private final CallerProvider callers;
    private final AuditTrail trail;

    DeadLetterResource(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "mp.messaging.outgoing.twilio-events-dead.topic") String topic,
            ObjectMapper json,
            CallerProvider callers,
            AuditTrail trail) {
        this.letters = new DeadLetterService(kafka, topic, json);
        this.callers = callers;
        this.trail = trail;
    }

    @GET
    public DeadLetterPage list(
            @QueryParam("after") @Pattern(regexp = ID, message = "the id of a dead letter") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(DeadLetterService.MAX_PAGE) int limit) {
        return letters.list(after, limit);
    }

    @GET
    @Path("{id}")
    public DeadLetter get(String id) {
        return letters.find(id).orElseThrow(() -> ProblemException.notFound("No open dead letter has this id."));
    }

    @POST
    @Path("reinject")
    public Uni<DeadLetterReport> reinject(@NotNull @Valid DeadLetterRequest.Reinject request) {
        String caller = callers.getUnnamed().identity();
        @Nullable Set<String> ids = request.ids();
        return noted(detail(ids, request.dryRun())).map(noted -> letters.reinject(ids, request.dryRun(), caller));
    }

    @POST
    @Path("drop")
    public Uni<DeadLetterReport> drop(@NotNull @Valid DeadLetterRequest request) {
        String caller = callers.getUnnamed().identity();
        Set<String> ids = Objects.requireNonNull(request.ids());
        String reason = Objects.requireNonNull(request.reason());
        return noted(detail(ids, request.dryRun())).map(noted -> letters.drop(ids, request.dryRun(), reason, caller));
    }

    /** The records are read on a worker thread. */
    private Uni<Void> noted(String detail) {
        return trail.note(detail).emitOn(Infrastructure.getDefaultWorkerPool());
    }

    /** Without ids it is about all open ones. */
    private static String detail(@Nullable Set<String> ids, boolean dryRun) {
        if (ids == null) {
            return "dryRun=" + dryRun + " ids=all";
        }
        String shown = ids.stream().sorted().limit(SHOWN).collect(Collectors.joining(" "));
        return "dryRun=" + dryRun + " count=" + ids.size() + " ids=" + shown + (ids.size() > SHOWN ? " …" : "");
    }
}
