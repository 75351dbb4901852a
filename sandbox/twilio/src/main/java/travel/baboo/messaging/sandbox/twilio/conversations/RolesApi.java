package travel.baboo.messaging.sandbox.twilio.conversations;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** {@code Roles} of a service. */
final class RolesApi {

    private final Clock clock;
    private final ScopedRouter router;
    private final Services services;
    private final ResourceJson json;

    RolesApi(Clock clock, ScopedRouter router, Services services, ResourceJson json) {
        this.clock = clock;
        this.router = router;
        this.services = services;
        this.json = json;
    }

    void mount() {
        router.get("/Roles", this::list);
        router.post("/Roles", ScopedRouter.later(this::create));
        router.get("/Roles/:Sid", (call, scope) -> TwilioAnswer.ok(json.role(scope, role(call, scope))));
        router.post("/Roles/:Sid", ScopedRouter.later(this::update));
        router.delete("/Roles/:Sid", ScopedRouter.later(this::delete));
    }

    private TwilioAnswer list(TwilioCall call, Scope scope) {
        return TwilioAnswer.ok(Page.of(call.query(), scope.service().roles(), Role::sid, 50, 100)
                .toJson("roles", scope.url("/Roles"), call.query(), role -> json.role(scope, role)));
    }

    private TwilioAnswer create(TwilioCall call, Scope scope) {
        String name = call.body().required("FriendlyName");
        String type = call.body().oneOf("Type", List.of("conversation", "service"));
        if (type == null) {
            throw TwilioException.missing("Type");
        }
        call.body().required("Permission");
        Instant now = clock.instant();
        Role role = new Role(Sid.create("RL"), name, type, call.body().all("Permission"), now, now);
        return TwilioAnswer.created(json.role(scope, save(scope, role)));
    }

    private TwilioAnswer update(TwilioCall call, Scope scope) {
        Role before = role(call, scope);
        call.body().required("Permission");
        Role role = new Role(
                before.sid(),
                before.friendlyName(),
                before.type(),
                call.body().all("Permission"),
                before.created(),
                clock.instant());
        return TwilioAnswer.ok(json.role(scope, save(scope, role)));
    }

    private TwilioAnswer delete(TwilioCall call, Scope scope) {
        scope.service().removeRole(role(call, scope).sid());
        services.changed();
        return TwilioAnswer.deleted();
    }

    private Role save(Scope scope, Role role) {
        scope.service().save(role);
        services.changed();
        return role;
    }

    private static Role role(TwilioCall call, Scope scope) {
        return call.require(scope.service().findRole(call.path("Sid")));
    }
}
