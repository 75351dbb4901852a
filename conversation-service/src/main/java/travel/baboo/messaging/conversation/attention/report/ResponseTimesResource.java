package travel.baboo.messaging.conversation.attention.report;

import io.smallrye.mutiny.Uni;
import jakarta.annotation.security.RolesAllowed;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.time.Clock;
import travel.baboo.messaging.common.security.Role;

/** {@code /api/conversations/attention/report}: how long travelers waited for answers, as JSON and as CSV. */
@Path("/api/conversations/attention")
@RolesAllowed(Role.Names.ADMIN)
public class ResponseTimesResource {

    private final ResponseTimesRepository repository;
    private final Clock clock;

    ResponseTimesResource(ResponseTimesRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    @GET
    @Path("report")
    public Uni<ResponseTimesReport> report(@Valid @BeanParam ResponseTimesQuery query) {
        ResponseTimesQuery.Bounds bounds = query.bounds(clock.instant());
        return repository.count(bounds).map(items -> new ResponseTimesReport(bounds.from(), bounds.to(), items));
    }

    /** The same report as CSV, for a spreadsheet. */
    @GET
    @Path("report.csv")
    @Produces("text/csv")
    public Uni<String> csv(@Valid @BeanParam ResponseTimesQuery query) {
        return repository.count(query.bounds(clock.instant())).map(ResponseTimesEntry::csv);
    }
}
