package travel.baboo.messaging.common.cors;

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

/**
 * CORS for {@code /api}, on all responses including errors.
 *
 * <p>The framework's own filter applies one list to every path and rejects other origins: the widget has its own list, and
 * browsers never call webhooks. Never with credentials: the APIs use no cookies, and a token in a header is not a credential in this sense.
 */
@Singleton
public class ApiCors {

    private static final String ANY = "*";
    private static final String API = "/api/";
    private static final String WEBHOOKS = "/api/webhooks";
    private static final String PREFLIGHT_SECONDS = "600";

    /** Before the framework's handlers, which reject some requests (such as too large bodies) themselves. */
    private static final int ORDER = -1000;

    private final Set<String> allowedOrigins;

    ApiCors(CorsConfig config) {
        this.allowedOrigins = Set.copyOf(Setting.parseAll(
                "API_ALLOWED_ORIGINS",
                List.copyOf(config.allowedOrigins().orElse(Set.of())),
                origin -> origin.equals(ANY) ? ANY : Setting.browserOrigin(origin)));
    }

    void register(@Observes Router router) {
        if (!allowedOrigins.isEmpty()) {
            router.route(API + "*").order(ORDER).handler(this::handle);
        }
    }

    private void handle(RoutingContext routing) {
        HttpServerRequest request = routing.request();
        if (routing.normalizedPath().startsWith(WEBHOOKS)) {
            routing.next();
            return;
        }
        String origin = allowed(request.getHeader("Origin"));
        HttpServerResponse response = routing.response();
        if (!allowedOrigins.contains(ANY)) {
            response.headers().add("Vary", "Origin");
        }
        if (origin != null) {
            response.putHeader("Access-Control-Allow-Origin", origin);
        }
        if (isPreflight(request)) {
            if (origin != null) {
                answerPreflight(request, response);
            }
            response.setStatusCode(204).end();
            return;
        }
        if (origin != null) {
            response.putHeader("Access-Control-Expose-Headers", "Location, Retry-After, Idempotency-Replayed");
        }
        routing.next();
    }

    private static boolean isPreflight(HttpServerRequest request) {
        return request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    private static void answerPreflight(HttpServerRequest request, HttpServerResponse response) {
        response.putHeader("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE");
        String headers = request.getHeader("Access-Control-Request-Headers");
        if (headers != null) {
            response.putHeader("Access-Control-Allow-Headers", headers);
        }
        response.putHeader("Access-Control-Max-Age", PREFLIGHT_SECONDS);
    }

    /** The allowed origin; null for other origins and requests without one. */
    private @Nullable String allowed(@Nullable String origin) {
        if (origin == null) {
            return null;
        }
        if (allowedOrigins.contains(ANY)) {
            return ANY;
        }
        return allowedOrigins.contains(origin) ? origin : null;
    }
}
