package travel.baboo.messaging.relay.operation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseHeader;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.audit.AuditTrail;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.relay.delivery.DeliveryRequests;
import travel.baboo.messaging.relay.delivery.Dispatcher;
import travel.baboo.messaging.relay.destination.RequestView;

/** {@code /api/deliveries}: deliveries with their state and reason; for admins. */
@Path("/api/deliveries")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class DeliveryResource {

    private static final int MAX_LIMIT = 200;

    private final OperationRepository repository;
    private final Dispatcher dispatcher;
    private final DeliveryRequests requests;
    private final LiveViews views;
    private final CallerProvider callers;
    private final AuditTrail trail;
    private final Clock clock;

    DeliveryResource(
            OperationRepository repository,
            Dispatcher dispatcher,
            DeliveryRequests requests,
            LiveViews views,
            CallerProvider callers,
            AuditTrail trail,
            Clock clock) {
        this.repository = repository;
        this.dispatcher = dispatcher;
        this.requests = requests;
        this.views = views;
        this.callers = callers;
        this.trail = trail;
        this.clock = clock;
    }

    @GET
    public Uni<Page<DeliveryView>> list(
            @QueryParam("state") @Nullable String state,
            @QueryParam("destination") @Nullable String destination,
            @QueryParam("conversation") @Nullable String conversation,
            @QueryParam("event") @Nullable String event,
            @QueryParam("outcome") @Nullable String outcome,
            @QueryParam("providerSid") @Nullable String providerSid,
            @QueryParam("since") @Nullable String since,
            @QueryParam("until") @Nullable String until,
            @QueryParam("cursor") @Nullable String cursor,
            @QueryParam("limit") @DefaultValue("50") @Min(1) @Max(MAX_LIMIT) int limit) {
        DeliveryFilter filter;
        try {
            filter = new DeliveryFilter(
                    state, destination, conversation, event, outcome, providerSid, time(since), time(until));
        } catch (IllegalArgumentException e) {
            throw ProblemException.invalid(String.valueOf(e.getMessage()));
        }
        return repository.list(filter, position(cursor), limit + 1).map(rows -> page(rows, limit));
    }

    @GET
    @Path("{id}")
    public Uni<DeliveryView> get(String id) {
        return repository.find(parse(id)).map(found -> found.orElseThrow(DeliveryResource::unknown));
    }

    /** The exact request that was sent, or would be, without secrets. */
    @GET
    @Path("{id}/request")
    public Uni<RequestView> request(String id) {
        return requests.find(parse(id))
                .map(found -> found.orElseThrow(
                        () -> ProblemException.notFound("No request is made for this delivery, or there is none.")));
    }

    /**
     * The newest 50 deliveries of a conversation with their attempts, as server-sent events {@code deliveries}: at once and whenever they
     * changed, until the caller's token expires.
     */
    @GET
    @Path("live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> live(
            @QueryParam("conversation") @NotNull @Size(min = 1, max = 100) String conversation, @Context Sse sse) {
        return views.deliveries(sse, conversation, callers.expiry());
    }

    /** Retries a delivery, or all parts of its text. */
    @POST
    @Path("{id}/retry")
    public Uni<DeliveryView> retry(String id, @QueryParam("allParts") @DefaultValue("false") boolean allParts) {
        UUID delivery = parse(id);
        return trail.note(allParts ? "allParts=true" : "")
                .chain(() -> changed(
                        delivery, repository.retry(delivery, allParts), "An attempt of the delivery is under way."));
    }

    /** Settles a delivery of unknown fate: it arrived, or it is given up. */
    @POST
    @Path("{id}/settle")
    public Uni<DeliveryView> settle(String id, @NotNull @Valid SettleRequest request) {
        UUID delivery = parse(id);
        return trail.note("arrived=" + request.arrived())
                .chain(() -> changed(
                        delivery,
                        repository.settle(delivery, request.arrived()),
                        "The delivery's fate is not unknown."));
    }

    /** Cancels a waiting or held delivery, so that the next one can be sent. */
    @POST
    @Path("{id}/cancel")
    public Uni<DeliveryView> cancel(String id) {
        UUID delivery = parse(id);
        return changed(
                delivery,
                repository.cancel(delivery),
                "Only a delivery that waits or is held, and of which no attempt is under way, can be canceled.");
    }

    private Uni<DeliveryView> changed(UUID id, Uni<Boolean> change, String otherwise) {
        return change.chain(changed -> repository
                        .find(id)
                        .map(found -> found.orElseThrow(DeliveryResource::unknown))
                        .invoke(() -> requireChanged(changed, otherwise)))
                .invoke(dispatcher::wake);
    }

    private static void requireChanged(boolean changed, String otherwise) {
        if (!changed) {
            throw new ProblemException(ProblemType.CONFLICT, otherwise);
        }
    }

    @POST
    @Path("replay")
    public Uni<ReplayReport> replay(@NotNull @Valid ReplayRequest request) {
        return trail.note(request.auditDetail())
                .chain(() -> request.dryRun()
                        ? repository.count(request.filter(), clock.instant())
                        : repository.replay(request.filter(), clock.instant()).invoke(dispatcher::wake));
    }

    private static Page<DeliveryView> page(List<OperationRepository.Listed> rows, int limit) {
        boolean more = rows.size() > limit;
        List<OperationRepository.Listed> shown = more ? rows.subList(0, limit) : rows;
        String next = more ? Long.toString(shown.get(limit - 1).position()) : null;
        return new Page<>(shown.stream().map(OperationRepository.Listed::view).toList(), next);
    }

    private static UUID parse(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException none) {
            throw unknown();
        }
    }

    private static long position(@Nullable String cursor) {
        try {
            return cursor == null ? Long.MAX_VALUE : Long.parseLong(cursor);
        } catch (NumberFormatException foreign) {
            throw ProblemException.invalid("cursor: not one that this list gave out");
        }
    }

    private static @Nullable Instant time(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException("times are ISO-8601 in UTC, for example 2026-08-11T13:03:28Z", e);
        }
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("No such delivery.");
    }
}
