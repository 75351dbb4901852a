package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.Parameters;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** {@code Conversations/{CH}/Webhooks}: at most five, for post-events only. */
final class ScopedWebhooksApi {

    private static final String PATH = "/Conversations/:ConversationSid/Webhooks";
    private static final int LIMIT = 5;

    private final Clock clock;
    private final ScopedRouter router;
    private final Rooms rooms;
    private final Events events;
    private final ResourceJson json;

    ScopedWebhooksApi(Clock clock, ScopedRouter router, Rooms rooms, Events events, ResourceJson json) {
        this.clock = clock;
        this.router = router;
        this.rooms = rooms;
        this.events = events;
        this.json = json;
    }

    void mount() {
        router.post(PATH, ScopedRouter.later(this::create));
        router.get(PATH, this::list);
        router.get(PATH + "/:Sid", (call, scope) -> {
            Room room = room(call, scope);
            return TwilioAnswer.ok(json.webhook(scope, room, webhook(call, room)));
        });
        router.post(PATH + "/:Sid", ScopedRouter.later(this::update));
        router.delete(PATH + "/:Sid", (call, scope) -> {
            Room room = room(call, scope);
            room.remove(webhook(call, room));
            rooms.changed(room);
            return Future.succeededFuture(TwilioAnswer.deleted());
        });
    }

    private TwilioAnswer create(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        ConversationActions.requireOpen(room);
        if (room.webhooks().size() >= LIMIT) {
            throw TwilioException.badRequest(20001, "A conversation can have at most 5 webhooks");
        }
        String target = call.body().oneOf("Target", List.of("webhook", "trigger", "studio"));
        if (target == null) {
            throw TwilioException.missing("Target");
        }
        ScopedWebhook webhook = read(Sid.create("WH"), target, call.body(), null);
        Integer replayAfter = call.body().integer("Configuration.ReplayAfter");
        room.save(webhook);
        rooms.changed(room);
        if (replayAfter != null) {
            room.messages().stream()
                    .filter(message -> message.index() >= replayAfter)
                    .forEach(message -> events.replay(webhook, room, message));
        }
        return TwilioAnswer.created(json.webhook(scope, room, webhook));
    }

    private TwilioAnswer update(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        ScopedWebhook before = webhook(call, room);
        ScopedWebhook changed = read(before.sid(), before.target(), call.body(), before);
        room.save(changed);
        rooms.changed(room);
        return TwilioAnswer.ok(json.webhook(scope, room, changed));
    }

    private TwilioAnswer list(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        String url = scope.url("/Conversations/" + room.sid() + "/Webhooks");
        return TwilioAnswer.ok(Page.of(call.query(), room.webhooks(), ScopedWebhook::sid, LIMIT, LIMIT)
                .toJson("webhooks", url, call.query(), item -> json.webhook(scope, room, item)));
    }

    private ScopedWebhook read(String sid, String target, Parameters body, @Nullable ScopedWebhook before) {
        boolean studio = target.equals("studio");
        String url = studio ? null : or(body.url("Configuration.Url"), before == null ? null : before.url());
        String flow =
                studio ? or(body.sid("Configuration.FlowSid", "FW"), before == null ? null : before.flowSid()) : null;
        if (studio ? flow == null : url == null) {
            throw TwilioException.missing(studio ? "Configuration.FlowSid" : "Configuration.Url");
        }
        List<String> filters = all(body, "Configuration.Filters", before == null ? List.of() : before.filters());
        if (filters.stream().anyMatch(filter -> !EventTypes.isPost(filter))) {
            throw TwilioException.invalid("Configuration.Filters");
        }
        String method = body.oneOf("Configuration.Method", List.of("get", "post"));
        Instant now = clock.instant();
        return new ScopedWebhook(
                sid,
                target,
                url,
                Objects.requireNonNullElse(method, before == null ? "post" : before.method()),
                filters,
                all(body, "Configuration.Triggers", before == null ? List.of() : before.triggers()),
                flow,
                before == null ? now : before.created(),
                now);
    }

    private static List<String> all(Parameters body, String name, List<String> otherwise) {
        return body.has(name) ? body.all(name) : otherwise;
    }

    private static @Nullable String or(@Nullable String given, @Nullable String otherwise) {
        return given == null || given.isEmpty() ? otherwise : given;
    }

    private Room room(TwilioCall call, Scope scope) {
        return router.room(call, scope, "ConversationSid");
    }

    private static ScopedWebhook webhook(TwilioCall call, Room room) {
        return call.require(room.findWebhook(call.path("Sid")));
    }
}
