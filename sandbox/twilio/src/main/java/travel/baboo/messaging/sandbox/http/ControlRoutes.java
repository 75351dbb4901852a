package travel.baboo.messaging.sandbox.http;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.function.Function;

/** Control calls: JSON in, JSON out, problem details when it fails. */
public final class ControlRoutes {

    private final Router router;
    private final Function<Throwable, Throwable> translation;

    /**
     * Calls on this router.
     *
     * @param translation turns failures of other parts into {@link ProblemException}
     */
    public ControlRoutes(Router router, Function<Throwable, Throwable> translation) {
        this.router = router;
        this.translation = translation;
    }

    public void get(String path, Function<RoutingContext, Object> call) {
        route(HttpMethod.GET, path, 200, direct(call));
    }

    public void put(String path, Function<RoutingContext, Object> call) {
        route(HttpMethod.PUT, path, 200, direct(call));
    }

    public void post(String path, Function<RoutingContext, Object> call) {
        route(HttpMethod.POST, path, 201, direct(call));
    }

    /** An asynchronous call; answers 200. */
    public void postLater(String path, Function<RoutingContext, Future<Object>> call) {
        route(HttpMethod.POST, path, 200, call);
    }

    /** Answers 204, or 404 if the call found nothing. */
    public void delete(String path, Function<RoutingContext, Boolean> call) {
        router.route(HttpMethod.DELETE, path).handler(context -> {
            try {
                if (call.apply(context)) {
                    context.response().setStatusCode(204).end();
                } else {
                    throw ProblemException.notFound(
                            "There is nothing at " + context.request().path());
                }
            } catch (RuntimeException failure) {
                fail(context, failure);
            }
        });
    }

    private void route(HttpMethod method, String path, int status, Function<RoutingContext, Future<Object>> call) {
        router.route(method, path).handler(context -> {
            try {
                call.apply(context)
                        .onSuccess(answer -> Answers.json(context.response(), status, answer))
                        .onFailure(failure -> fail(context, failure));
            } catch (RuntimeException failure) {
                fail(context, failure);
            }
        });
    }

    private void fail(RoutingContext context, Throwable failure) {
        Answers.failure(context.response(), translation.apply(failure));
    }

    private static Function<RoutingContext, Future<Object>> direct(Function<RoutingContext, Object> call) {
        return context -> Future.succeededFuture(call.apply(context));
    }
}
