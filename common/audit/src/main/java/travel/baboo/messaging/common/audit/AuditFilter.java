package travel.baboo.messaging.common.audit;

import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import org.jboss.resteasy.reactive.server.core.CurrentRequestManager;
import org.jboss.resteasy.reactive.server.core.ResteasyReactiveRequestContext;
import org.jboss.resteasy.reactive.server.mapping.RuntimeResource;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.problem.ProblemException;
import travel.baboo.messaging.common.problem.ProblemType;
import travel.baboo.messaging.common.security.CallerProvider;

/**
 * Writes each request to an {@link Audited} operation to the audit, except reads.
 *
 * <p>Promise: an operation whose entry cannot be written does not run. A caller without the role never gets here.
 */
public final class AuditFilter {

    private static final Logger LOG = Logger.getLogger(AuditFilter.class);
    private static final Set<String> READS = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final String CHANGE = AuditFilter.class.getName();

    /**
     * A request that is being handled.
     *
     * @param open whether its entry has no status yet
     */
    private record Pending(String action, AtomicBoolean open) {}

    private final AuditRepository repository;
    private final AuditTrail trail;
    private final AuditMetrics metrics;
    private final CallerProvider callers;
    private final Clock clock;

    AuditFilter(
            AuditRepository repository, AuditTrail trail, AuditMetrics metrics, CallerProvider callers, Clock clock) {
        this.repository = repository;
        this.trail = trail;
        this.metrics = metrics;
        this.callers = callers;
        this.clock = clock;
    }

    @Audited
    @ServerRequestFilter
    public @Nullable Uni<Response> before(ContainerRequestContext request) {
        if (READS.contains(request.getMethod())) {
            return null;
        }
        ResteasyReactiveRequestContext context = CurrentRequestManager.get();
        AuditAction action = action(request, context.getTarget());
        RoutingContext routing = context.unwrap(RoutingContext.class);
        Pending change = new Pending(action.name(), new AtomicBoolean(true));
        request.setProperty(CHANGE, change);
        return repository
                .add(clock.instant(), callers.getUnnamed().identity(), action.name(), action.target())
                .invoke(entry -> {
                    trail.begin(entry);
                    routing.addEndHandler(end -> ended(change, entry, routing));
                })
                .onFailure()
                .invoke(failure -> notWritten(action.name(), failure))
                .onFailure()
                .transform(AuditFilter::refused)
                .chain(() -> Uni.createFrom().nullItem());
    }

    /** Writes the status before the response is sent. */
    @Audited
    @ServerResponseFilter
    public Uni<Void> after(ContainerRequestContext request, ContainerResponseContext response) {
        if (!(request.getProperty(CHANGE) instanceof Pending change)) {
            return Uni.createFrom().voidItem();
        }
        return trail.entry()
                .filter(entry -> change.open().getAndSet(false))
                .map(entry -> complete(change, entry, response.getStatus()))
                .orElseGet(() -> Uni.createFrom().voidItem());
    }

    /** Streams pass no response filter: their entries get a status when the response has ended. */
    private void ended(Pending change, long entry, RoutingContext routing) {
        if (change.open().getAndSet(false)) {
            complete(change, entry, routing.response().getStatusCode())
                    .subscribe()
                    .with(done -> {});
        }
    }

    /** If the status cannot be written, the entry stays without one: the operation has had its effect. */
    private Uni<Void> complete(Pending change, long entry, int status) {
        return repository
                .addStatus(entry, status)
                .invoke(() -> metrics.changed(change.action(), status))
                .onFailure()
                .invoke(failure -> LOG.errorf(
                        "action=%s cause=%s The status of a change was not audited", change.action(), failure))
                .onFailure()
                .recoverWithNull();
    }

    private void notWritten(String action, Throwable failure) {
        metrics.refused(action);
        LOG.errorf("action=%s cause=%s A change was refused, because it could not be audited", action, failure);
    }

    static ProblemException refused(Throwable cause) {
        ProblemException problem = new ProblemException(
                ProblemType.UNAVAILABLE, "The change could not be written to the audit, so it was not made.");
        problem.initCause(cause);
        return problem;
    }

    private static AuditAction action(ContainerRequestContext request, RuntimeResource target) {
        return AuditAction.of(
                request.getMethod(),
                target.getClassPath().template + "/" + target.getPath().template,
                request.getUriInfo().getPathParameters());
    }
}
