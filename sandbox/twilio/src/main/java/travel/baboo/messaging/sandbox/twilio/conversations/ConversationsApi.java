package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** {@code Conversations}: create, list, fetch, update, delete. */
final class ConversationsApi {

    private final ScopedRouter router;
    private final Rooms rooms;
    private final ConversationActions actions;
    private final ResourceJson json;

    ConversationsApi(ScopedRouter router, Rooms rooms, ConversationActions actions, ResourceJson json) {
        this.router = router;
        this.rooms = rooms;
        this.actions = actions;
        this.json = json;
    }

    void mount() {
        router.post("/Conversations", this::create);
        router.get("/Conversations", this::list);
        router.get("/Conversations/:Sid", (call, scope) -> TwilioAnswer.ok(render(scope, room(call, scope))));
        router.post("/Conversations/:Sid", this::update);
        router.delete("/Conversations/:Sid", (call, scope) -> actions.delete(room(call, scope), Actor.rest(call))
                .map(TwilioAnswer.deleted()));
    }

    private Future<TwilioAnswer> create(TwilioCall call, Scope scope) {
        return actions.create(scope.service(), Actor.rest(call), ConversationDraft.of(call.body(), null))
                .map(room -> TwilioAnswer.created(render(scope, room)));
    }

    private Future<TwilioAnswer> update(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        ConversationActions.requireOpen(room);
        return actions.update(room, Actor.rest(call), ConversationDraft.of(call.body(), room.conversation()))
                .map(changed -> TwilioAnswer.ok(render(scope, changed)));
    }

    private TwilioAnswer list(TwilioCall call, Scope scope) {
        String state = call.queryParameters().oneOf("State", List.of("active", "inactive", "closed", "initializing"));
        Instant from = time(call, "StartDate", "T00:00:00Z");
        Instant until = time(call, "EndDate", "T23:59:59.999Z");
        List<Room> found = rooms.ofService(scope.serviceSid()).stream()
                .filter(room ->
                        state == null || room.conversation().state().word().equals(state))
                .filter(room -> from == null || !room.conversation().created().isBefore(from))
                .filter(room -> until == null || !room.conversation().created().isAfter(until))
                .toList();
        return TwilioAnswer.ok(Page.of(call.query(), found, Room::sid, 50, 100)
                .toJson("conversations", scope.url("/Conversations"), call.query(), room -> render(scope, room)));
    }

    private static @Nullable Instant time(TwilioCall call, String name, String timeOfDay) {
        String text = call.query().find(name);
        try {
            return text == null || text.isEmpty() ? null : Instant.parse(text.length() == 10 ? text + timeOfDay : text);
        } catch (DateTimeParseException e) {
            throw TwilioException.invalid(name);
        }
    }

    private Room room(TwilioCall call, Scope scope) {
        return router.room(call, scope, "Sid");
    }

    private ObjectNode render(Scope scope, Room room) {
        return json.conversation(scope, room.conversation(), true);
    }
}
