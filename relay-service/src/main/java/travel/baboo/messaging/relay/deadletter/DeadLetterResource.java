package travel.baboo.messaging.relay.deadletter;

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
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.audit.AuditTrail;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.deadletter.DeadLetter;
import travel.baboo.messaging.common.deadletter.DeadLetterPage;
import travel.baboo.messaging.common.deadletter.DeadLetterReport;
import travel.baboo.messaging.common.deadletter.DeadLetterService;
import travel.baboo.messaging.common.event.TwilioEvent;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;

/**
 * {@code /api/dead-letters}: records that the relay could not process. They are shown without personal data,
 * re-injected once their cause is fixed, or dropped with a reason.
 */
@Path("/api/dead-letters")
@RolesAllowed(Role.Names.ADMIN)
@Audited
@Blocking
public class DeadLetterResource {

    /** Number of ids that the audit shows. */
    private static final int SHOWN = 20;

    private static final String ID = "[0-9]{1,9}-[0-9]{1,18}";

    private final Map<SourceTopic, DeadLetterService> letters = new EnumMap<>(SourceTopic.class);
    private final CallerProvider callers;
    private final AuditTrail trail;

    DeadLetterResource(
            @Identifier("default-kafka-broker") Map<String, Object> kafka,
            ObjectMapper json,
            CallerProvider callers,
            AuditTrail trail) {
        for (SourceTopic topic : SourceTopic.values()) {
            letters.put(topic, new DeadLetterService(kafka, topic.deadLetterTopic(), json));
        }
        this.callers = callers;
        this.trail = trail;
    }

    @GET
    public DeadLetterPage list(
            @QueryParam("topic") @DefaultValue(TwilioEvent.TOPIC) String topic,
            @QueryParam("after") @Pattern(regexp = ID, message = "the id of a dead letter") @Nullable String after,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(DeadLetterService.MAX_PAGE) int limit) {
        return of(topic).list(after, limit);
    }

    @GET
    @Path("{id}")
    public DeadLetter get(String id, @QueryParam("topic") @DefaultValue(TwilioEvent.TOPIC) String topic) {
        return of(topic).find(id).orElseThrow(() -> ProblemException.notFound("No open dead letter has this id."));
    }

    @POST
    @Path("reinject")
    public Uni<DeadLetterReport> reinject(
            @QueryParam("topic") @DefaultValue(TwilioEvent.TOPIC) String topic,
            @NotNull @Valid DeadLetterRequest.Reinject request) {
        DeadLetterService chosen = of(topic);
        String caller = callers.getUnnamed().identity();
        @Nullable Set<String> ids = request.ids();
        return noted("topic=" + topic + " " + detail(ids, request.dryRun()))
                .map(noted -> chosen.reinject(ids, request.dryRun(), caller));
    }

    @POST
    @Path("drop")
    public Uni<DeadLetterReport> drop(
            @QueryParam("topic") @DefaultValue(TwilioEvent.TOPIC) String topic,
            @NotNull @Valid DeadLetterRequest request) {
        DeadLetterService chosen = of(topic);
        String caller = callers.getUnnamed().identity();
        Set<String> ids = Objects.requireNonNull(request.ids());
        String reason = Objects.requireNonNull(request.reason());
        return noted("topic=" + topic + " " + detail(ids, request.dryRun()))
                .map(noted -> chosen.drop(ids, request.dryRun(), reason, caller));
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

    private DeadLetterService of(String topic) {
        return SourceTopic.find(topic)
                .map(letters::get)
                .orElseThrow(() -> ProblemException.invalid("topic is one of " + SourceTopic.NAMES));
    }
}
