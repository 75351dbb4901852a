package travel.baboo.messaging.token.widget;

import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.common.setting.Setting;
import travel.baboo.messaging.token.issuing.TokenPaths;

/**
 * CORS for the widget's pages.
 *
 * <p>Promise: every response has the headers, including errors: without them a page cannot tell an error from a lost
 * connection. Never with credentials. Applies to the widget's path only, which the framework's CORS filter cannot do.
 */
@Singleton
public class WidgetCors {

    private static final String ANY = "*";
    private static final String PREFLIGHT_SECONDS = "3600";

    /** Before the framework's handlers, which reject some requests (such as too large bodies) themselves. */
    private static final int ORDER = -1000;

    private final boolean enabled;
    private final Set<String> allowedOrigins;

    WidgetCors(WidgetConfig config) {
        this.enabled = config.enabled();
        this.allowedOrigins = Set.copyOf(Setting.parseAll(
                "WIDGET_ALLOWED_ORIGINS",
                List.copyOf(config.allowedOrigins()),
                origin -> origin.equals(ANY) ? ANY : Setting.browserOrigin(origin)));
    }

    void register(@Observes Router router) {
        if (enabled) {
            router.route(TokenPaths.WIDGET).order(ORDER).handler(this::handle);
        }
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        HttpServerResponse response = routing.response();
        decorate(response, request.getHeader("Origin"));
        if (request.method().equals(HttpMethod.OPTIONS) && request.getHeader("Access-Control-Request-Method") != null) {
            response.putHeader("Access-Control-Allow-Methods", "GET, POST")
                    .putHeader("Access-Control-Allow-Headers", "Content-Type, traceparent, tracestate, baggage")
                    .putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS)
                    .setStatusCode(204)
                    .end();
        } else {
            routing.next();
        }
    }

    private void decorate(HttpServerResponse response, @Nullable String origin) {
        if (allowedOrigins.contains(ANY)) {
            response.putHeader("Access-Control-Allow-Origin", ANY);
        } else {
            response.putHeader("Vary", "Origin");
            if (origin != null && allowedOrigins.contains(origin)) {
                response.putHeader("Access-Control-Allow-Origin", origin);
            }
        }
        response.putHeader("Access-Control-Expose-Headers", "Retry-After");
    }
}
