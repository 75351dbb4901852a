package travel.baboo.messaging.sandbox.twilio;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.Form;

/** Routes operations and does what every call needs: authentication, form decoding, faults, Twilio's errors. */
public final class TwilioRouter {

    private static final String FORM = "application/x-www-form-urlencoded";

    private final Router router;
    private final TwilioAuth auth;
    private final FaultyAnswers answers;

    public TwilioRouter(Router router, TwilioAuth auth, FaultyAnswers answers) {
        this.router = router;
        this.auth = auth;
        this.answers = answers;
    }

    public void get(String path, TwilioHandler operation) {
        route(HttpMethod.GET, path, operation);
    }

    public void post(String path, TwilioHandler operation) {
        route(HttpMethod.POST, path, operation);
    }

    public void delete(String path, TwilioHandler operation) {
        route(HttpMethod.DELETE, path, operation);
    }

    /** Twilio's own 404 and 405 for everything under the prefix that has no operation. */
    public void unknownUnder(String prefix) {
        router.route(prefix + "/*")
                .handler(context -> answers.answer(context, () -> {
                    auth.check(context.request());
                    HttpMethod method = context.request().method();
                    if (method.equals(HttpMethod.GET)
                            || method.equals(HttpMethod.POST)
                            || method.equals(HttpMethod.DELETE)) {
                        throw TwilioException.notFound(context.request().path());
                    }
                    throw new TwilioException(405, 20004, "Method not allowed");
                }));
    }

    private void route(HttpMethod method, String path, TwilioHandler operation) {
        router.route(method, path).handler(context -> answers.answer(context, () -> run(context, operation)));
    }

    private Future<TwilioAnswer> run(RoutingContext context, TwilioHandler operation) {
        auth.check(context.request());
        return operation.handle(new TwilioCall(context, body(context), query(context)));
    }

    private static Form body(RoutingContext context) {
        if (Bodies.raw(context).length() == 0) {
            return Form.parse(null);
        }
        String type = String.valueOf(context.request().getHeader("Content-Type"));
        if (!type.toLowerCase(Locale.ROOT).startsWith(FORM)) {
            throw new TwilioException(415, 20415, "Content type not supported: send " + FORM);
        }
        return decode(Bodies.text(context));
    }

    private static Form query(RoutingContext context) {
        return decode(context.request().query());
    }

    private static Form decode(@Nullable String encoded) {
        try {
            return Form.parse(encoded);
        } catch (IllegalArgumentException e) {
            throw TwilioException.badRequest(20001, "Malformed percent-encoding");
        }
    }
}
