package travel.baboo.messaging.token.issuing;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.inject.Singleton;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.HttpHeaders;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;
import travel.baboo.messaging.common.problem.Problem;
import travel.baboo.messaging.token.ratelimit.ClientGate;

/** For all responses of the two token paths: forbids caching and counts refusals by reason. */
@Singleton
class TokenResponseFilter {

    /** Counter: refused requests; tags {@code kind} (the path) and {@code reason} (the problem's type, and the exceeded limit). */
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
            String reason = type.substring(type.lastIndexOf(':') + 1);
            Object limit = problem.extensions().get(ClientGate.LIMIT_MEMBER);
            return limit == null ? reason : reason + "-" + limit;
        }
        return "status-" + response.getStatus();
    }
}
