package travel.baboo.messaging.sandbox.gateway;

import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;

/** CORS for {@code /api}: the gateway answers preflights itself; {@code /chat-widget} is left to its service. */
final class Cors {

    private final List<String> origins;

    Cors(List<String> origins) {
        this.origins = origins;
    }

    boolean isPreflight(HttpServerRequest request) {
        return applies(request)
                && request.method().equals(HttpMethod.OPTIONS)
                && request.getHeader("Access-Control-Request-Method") != null;
    }

    void answerPreflight(HttpServerRequest request) {
        MultiMap headers = request.response().headers();
        headers.set("Vary", "Origin");
        if (isAllowed(request)) {
            allow(request, headers);
            headers.set("Access-Control-Allow-Methods", "GET, POST, PUT, PATCH, DELETE, OPTIONS");
            String wanted = request.getHeader("Access-Control-Request-Headers");
            if (wanted != null) {
                headers.set("Access-Control-Allow-Headers", wanted);
            }
            headers.set("Access-Control-Max-Age", "600");
        }
        request.response().setStatusCode(204).end();
    }

    /** Puts the gateway's answer to the origin in place of what the service may have said. */
    void decorate(HttpServerRequest request, MultiMap answer) {
        if (applies(request)) {
            answer.remove("Access-Control-Allow-Origin");
            answer.remove("Access-Control-Allow-Credentials");
            answer.add("Vary", "Origin");
            if (isAllowed(request)) {
                allow(request, answer);
                answer.set("Access-Control-Expose-Headers", "Location, Retry-After, Idempotency-Replayed");
            }
        }
    }

    private static void allow(HttpServerRequest request, MultiMap headers) {
        headers.set("Access-Control-Allow-Origin", request.getHeader("Origin"));
        headers.set("Access-Control-Allow-Credentials", "true");
    }

    private boolean isAllowed(HttpServerRequest request) {
        String origin = request.getHeader("Origin");
        return origin != null && (origins.contains(origin) || origins.contains("*"));
    }

    private static boolean applies(HttpServerRequest request) {
        return request.uri().startsWith("/api/");
    }
}
