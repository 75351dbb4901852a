package travel.baboo.messaging.relay.operation;

import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseHeader;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.CallerProvider;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.relay.delivery.DestinationStateRepository;
import travel.baboo.messaging.relay.delivery.Dispatcher;

/** {@code /api/destinations}: state, pause and resume. For admins. */
@Path("/api/destinations")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class DestinationResource {

    private final DestinationRepository repository;
    private final DestinationStateRepository states;
    private final Dispatcher dispatcher;
    private final TestEvents tests;
    private final LiveViews views;
    private final CallerProvider callers;

    DestinationResource(
            DestinationRepository repository,
            DestinationStateRepository states,
            Dispatcher dispatcher,
            TestEvents tests,
            LiveViews views,
            CallerProvider callers) {
        this.repository = repository;
        this.states = states;
        this.dispatcher = dispatcher;
        this.tests = tests;
        this.views = views;
        this.callers = callers;
    }

    @GET
    public Uni<Page<DestinationView>> list() {
        return repository.list().map(items -> new Page<>(items, null));
    }

    /** The list as server-sent events {@code destinations}, at once and whenever it changed, until the caller's token expires. */
    @GET
    @Path("live")
    @Produces(MediaType.SERVER_SENT_EVENTS)
    @ResponseHeader(name = "X-Accel-Buffering", value = "no")
    @APIResponse(
            responseCode = "200",
            description = "OK",
            content = @Content(mediaType = MediaType.SERVER_SENT_EVENTS, schema = @Schema(type = SchemaType.STRING)))
    public Multi<OutboundSseEvent> live(@Context Sse sse) {
        return views.destinations(sse, callers.expiry());
    }

    /** Sends a hook one signed event that is about nothing, and returns its response; 409 for texts, which would reach a person. */
    @POST
    @Path("{name}/test")
    public Uni<TestReport> test(String name) {
        return tests.send(name);
    }

    @POST
    @Path("{name}/pause")
    public Uni<DestinationView> pause(String name) {
        return known(name).chain(() -> states.pause(name, "paused by hand")).chain(() -> known(name));
    }

    @POST
    @Path("{name}/resume")
    public Uni<DestinationView> resume(String name) {
        return known(name)
                .chain(() -> states.resume(name))
                .chain(() -> known(name))
                .invoke(dispatcher::wake);
    }

    private Uni<DestinationView> known(String name) {
        return repository.list().map(items -> items.stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("No such destination.")));
    }
}
