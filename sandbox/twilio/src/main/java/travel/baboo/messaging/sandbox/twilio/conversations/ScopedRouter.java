package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import io.vertx.core.http.HttpMethod;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioHandler;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/** Routes each operation on both of its paths: under {@code /v1} for the default service and under a named service. */
public final class ScopedRouter {

    /** An operation within a service. */
    interface Operation {
        Future<TwilioAnswer> run(TwilioCall call, Scope scope);
    }

    /** A synchronous operation within a service. */
    interface DirectOperation {
        TwilioAnswer run(TwilioCall call, Scope scope);
    }

    private static final String NAMED = "/v1/Services/:ChatServiceSid";

    private final TwilioRouter router;
    private final String origin;
    private final Services services;
    private final Rooms rooms;

    public ScopedRouter(TwilioRouter router, String origin, Services services, Rooms rooms) {
        this.router = router;
        this.origin = origin;
        this.services = services;
        this.rooms = rooms;
    }

    void get(String path, DirectOperation operation) {
        route(HttpMethod.GET, path, later(operation));
    }

    void post(String path, Operation operation) {
        route(HttpMethod.POST, path, operation);
    }

    void delete(String path, Operation operation) {
        route(HttpMethod.DELETE, path, operation);
    }

    static Operation later(DirectOperation operation) {
        return (call, scope) -> Future.succeededFuture(operation.run(call, scope));
    }

    /** The conversation of the path, by SID or UniqueName, or Twilio's 404. */
    Room room(TwilioCall call, Scope scope, String parameter) {
        return call.require(rooms.find(scope.serviceSid(), call.path(parameter)));
    }

    private void route(HttpMethod method, String path, Operation operation) {
        TwilioHandler handler = call -> operation.run(call, scope(call));
        for (String full : new String[] {"/v1" + path, NAMED + path}) {
            if (method.equals(HttpMethod.GET)) {
                router.get(full, handler);
            } else if (method.equals(HttpMethod.POST)) {
                router.post(full, handler);
            } else {
                router.delete(full, handler);
            }
        }
    }

    private Scope scope(TwilioCall call) {
        @Nullable String sid = call.findPath("ChatServiceSid");
        if (sid == null) {
            return new Scope(origin + "/v1", services.defaultService(), false);
        }
        return new Scope(origin + "/v1/Services/" + sid, call.require(services.find(sid)), true);
    }
}
