package travel.baboo.messaging.relay.operation;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.util.List;
import travel.baboo.messaging.common.audit.Audited;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.security.Role;
import travel.baboo.messaging.relay.delivery.DestinationStateRepository;
import travel.baboo.messaging.relay.delivery.Dispatcher;
import travel.baboo.messaging.relay.destination.Destination;
import travel.baboo.messaging.relay.destination.Destinations;

/** {@code /api/destinations}: state, pause and resume. For admins. */
@Path("/api/destinations")
@RolesAllowed(Role.Names.ADMIN)
@Audited
public class DestinationResource {

    private final DestinationRepository repository;
    private final DestinationStateRepository states;
    private final Destinations destinations;
    private final Dispatcher dispatcher;

    DestinationResource(
            DestinationRepository repository,
            DestinationStateRepository states,
            Destinations destinations,
            Dispatcher dispatcher) {
        this.repository = repository;
        this.states = states;
        this.destinations = destinations;
        this.dispatcher = dispatcher;
    }

    @GET
    public Uni<Page<DestinationView>> list() {
        return all().map(items -> new Page<>(items, null));
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

    private Uni<List<DestinationView>> all() {
        return repository.list(
                destinations.all().stream().map(Destination::name).toList());
    }

    private Uni<DestinationView> known(String name) {
        return all().map(items -> items.stream()
                .filter(view -> view.name().equals(name))
                .findFirst()
                .orElseThrow(() -> ProblemException.notFound("No such destination.")));
    }
}
