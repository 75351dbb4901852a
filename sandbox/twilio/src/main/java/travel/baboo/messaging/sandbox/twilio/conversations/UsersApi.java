package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** {@code Users} of a service; a user's path SID may be the identity. */
final class UsersApi {

    private static final int ATTRIBUTES_BYTES = 4 * 1024;

    private final Clock clock;
    private final ScopedRouter router;
    private final Services services;
    private final UserActions actions;
    private final ResourceJson json;

    UsersApi(Clock clock, ScopedRouter router, Services services, UserActions actions, ResourceJson json) {
        this.clock = clock;
        this.router = router;
        this.services = services;
        this.actions = actions;
        this.json = json;
    }

    void mount() {
        router.post("/Users", ScopedRouter.later(this::create));
        router.get("/Users", this::list);
        router.get("/Users/:Sid", (call, scope) -> TwilioAnswer.ok(json.user(scope, user(call, scope))));
        router.post("/Users/:Sid", this::update);
        router.delete("/Users/:Sid", ScopedRouter.later(this::delete));
    }

    private TwilioAnswer create(TwilioCall call, Scope scope) {
        Parameters body = call.body();
        body.required("Identity");
        User wanted = scope.service()
                .newUser(
                        String.valueOf(body.text("Identity", 256)),
                        body.text("FriendlyName", 256),
                        body.json("Attributes", ATTRIBUTES_BYTES),
                        role(body, scope, null),
                        clock.instant());
        return TwilioAnswer.created(json.user(scope, actions.create(scope.service(), Actor.rest(call), wanted)));
    }

    private TwilioAnswer list(TwilioCall call, Scope scope) {
        return TwilioAnswer.ok(Page.of(call.query(), scope.service().users(), User::sid, 50, 100)
                .toJson("users", scope.url("/Users"), call.query(), user -> json.user(scope, user)));
    }

    private Future<TwilioAnswer> update(TwilioCall call, Scope scope) {
        User before = user(call, scope);
        Parameters body = call.body();
        User wanted = new User(
                before.sid(),
                before.identity(),
                body.has("FriendlyName") ? body.text("FriendlyName", 256) : before.friendlyName(),
                Objects.requireNonNullElse(body.json("Attributes", ATTRIBUTES_BYTES), before.attributes()),
                Objects.requireNonNullElse(role(body, scope, before.roleSid()), before.roleSid()),
                before.created(),
                clock.instant());
        return actions.update(scope.service(), Actor.rest(call), wanted)
                .map(user -> TwilioAnswer.ok(json.user(scope, user)));
    }

    private TwilioAnswer delete(TwilioCall call, Scope scope) {
        scope.service().removeUser(user(call, scope));
        services.changed();
        return TwilioAnswer.deleted();
    }

    private static @Nullable String role(Parameters body, Scope scope, @Nullable String otherwise) {
        String sid = body.sid("RoleSid", "RL");
        if (sid == null) {
            return otherwise;
        }
        Role role = scope.service().findRole(sid);
        if (role == null || !role.type().equals("service")) {
            throw TwilioException.invalid("RoleSid");
        }
        return sid;
    }

    static User user(TwilioCall call, Scope scope) {
        return call.require(scope.service().findUser(call.path("Sid")));
    }
}
