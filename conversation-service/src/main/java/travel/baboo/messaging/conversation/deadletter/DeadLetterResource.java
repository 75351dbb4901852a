package travel.baboo.messaging.conversation.deadletter;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.Identifier;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;
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
@Blocking
public class DeadLetterResource {

    private static final String ID = "[0-9]{1,9}-[0-9]{1,18}";

    private final DeadLetterService letters;
    private final CallerProvider callers;

    DeadLetterResource(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            @ConfigProperty(name = "mp.messaging.outgoing.twilio-events-dead.topic") String topic,
            ObjectMapper json,
            CallerProvider callers) {
        this.letters = new DeadLetterService(kafka, topic, json);
        this.callers = callers;
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
    public DeadLetterReport reinject(@NotNull @Valid DeadLetterRequest.Reinject request) {
        return letters.reinject(
                request.ids(), request.dryRun(), callers.getUnnamed().identity());
    }

    @POST
    @Path("drop")
    public DeadLetterReport drop(@NotNull @Valid DeadLetterRequest request) {
        return letters.drop(
                Objects.requireNonNull(request.ids()),
                request.dryRun(),
                Objects.requireNonNull(request.reason()),
                callers.getUnnamed().identity());
    }
}
