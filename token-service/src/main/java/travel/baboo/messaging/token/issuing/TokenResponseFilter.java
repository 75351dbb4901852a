package travel.baboo.messaging.token.issuing;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import travel.baboo.messaging.common.problem.Problem;

/** Sees every answer of the two token paths: none may be stored by anybody, and each refusal is counted by its reason. */
@Singleton
class TokenResponseFilter {

    /** Counter: requests that got no token; tags {@code kind} (the path) and {@code reason} (the problem's type). */
    static final String REFUSED_METRIC = "baboo.token.refused";

    private static final Logger LOG = Logger.getLogger(TokenResponseFilter.class);

    private final MeterRegistry meters;

    TokenResponseFilter(MeterRegistry meters) {
        this.meters = meters;
    }

    @ServerResponseFilter
    void filter(ContainerRequestContext request, ContainerResponseContext response) {
        String path = request.getUriInfo().getPath();
        if (path.startsWith(TokenPaths.APP)) {
            see(TokenKind.APP, response);
        } else if (path.startsWith(TokenPaths.WIDGET)) {
            see(TokenKind.WIDGET, response);
        }
    }

    private void see(TokenKind kind, ContainerResponseContext response) {
        response.getHeaders().putSingle(HttpHeaders.CACHE_CONTROL, "no-store");
        if (response.getStatus() >= 400) {
            String reason = reason(response);
            meters.counter(REFUSED_METRIC, "kind", kind.label(), "reason", reason)
                    .increment();
            LOG.debugf("kind=%s reason=%s A token was refused", kind.label(), reason);
        }
    }

    private static String reason(ContainerResponseContext response) {
        if (response.getEntity() instanceof Problem problem) {
            String type = problem.type().toString();
            return type.substring(type.lastIndexOf(':') + 1);
        }
        return "status-" + response.getStatus();
    }
}
