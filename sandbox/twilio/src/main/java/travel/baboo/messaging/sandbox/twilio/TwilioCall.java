package travel.baboo.messaging.sandbox.twilio;

import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Form;

/** One REST request: its path, its parameters, and whether it asks for webhooks. */
public final class TwilioCall {

    private final RoutingContext context;
    private final Parameters body;
    private final Form query;

    TwilioCall(RoutingContext context, Form body, Form query) {
        this.context = context;
        this.body = new Parameters(body);
        this.query = query;
    }

    /** A decoded path parameter. */
    public String path(String name) {
        return context.pathParam(name);
    }

    public @Nullable String findPath(String name) {
        return context.pathParams().get(name);
    }

    public Parameters body() {
        return body;
    }

    public Form query() {
        return query;
    }

    public Parameters queryParameters() {
        return new Parameters(query);
    }

    public String requestPath() {
        return context.request().path();
    }

    /** Whether the caller asked for webhooks; without this header actions over REST fire none. */
    public boolean webhooksEnabled() {
        return "true".equalsIgnoreCase(context.request().getHeader("X-Twilio-Webhook-Enabled"));
    }

    public <T> T require(@Nullable T found) {
        return require(found, Function.identity());
    }

    public <T, R> R require(@Nullable T found, Function<T, R> then) {
        if (found == null) {
            throw TwilioException.notFound(resourcePath());
        }
        return then.apply(found);
    }

    private String resourcePath() {
        String path = requestPath();
        return path.startsWith("/v1") ? path.substring(3) : path;
    }
}
