package travel.baboo.messaging.relay.console;

import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/**
 * Headers of everything below {@code /console/}, and the redirect to it. The files are in {@code META-INF/resources/console}.
 *
 * <p>Promise: the page runs its own scripts only, writes no HTML from text, appears in no frame, and calls nothing but this API and the
 * login.
 */
@Singleton
class ConsoleFiles {

    private static final String BARE = "/console";
    private static final String FOLDER = "/console/";

    /** Before the framework's handlers, which set headers of their own for files. */
    private static final int ORDER = -900;

    private final String policy;

    ConsoleFiles(Console console) {
        this.policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'"
                + console.loginOrigin().map(origin -> " " + origin).orElse("")
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script';"
                + " trusted-types 'none'";
    }

    void register(@Observes Router router) {
        router.route(BARE + "*").order(ORDER).handler(this::handle);
    }

    private void handle(RoutingContext routing) {
        String path = routing.normalizedPath();
        if (path.equals(BARE)) {
            String query = routing.request().query();
            routing.response()
                    .setStatusCode(308)
                    .putHeader("Location", FOLDER + (query == null ? "" : "?" + query))
                    .end();
            return;
        }
        if (path.startsWith(FOLDER)) {
            HttpServerResponse response = routing.response();
            response.putHeader("Content-Security-Policy", policy);
            response.putHeader("X-Content-Type-Options", "nosniff");
            response.putHeader("Referrer-Policy", "no-referrer");
            response.putHeader("Cache-Control", "no-cache");
        }
        routing.next();
    }
}
