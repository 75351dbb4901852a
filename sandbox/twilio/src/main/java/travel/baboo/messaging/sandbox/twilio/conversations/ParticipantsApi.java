package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.time.Clock;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;

/** {@code Conversations/{CH}/Participants}: create, list, fetch (also by identity), update, delete. */
final class ParticipantsApi {

    private static final String PATH = "/Conversations/:ConversationSid/Participants";

    private final Clock clock;
    private final ScopedRouter router;
    private final ParticipantForm form;
    private final ParticipantActions actions;
    private final ResourceJson json;

    ParticipantsApi(
            Clock clock, ScopedRouter router, ParticipantForm form, ParticipantActions actions, ResourceJson json) {
        this.clock = clock;
        this.router = router;
        this.form = form;
        this.actions = actions;
        this.json = json;
    }

    void mount() {
        router.post(PATH, this::create);
        router.get(PATH, this::list);
        router.get(PATH + "/:Sid", (call, scope) -> {
            Room room = room(call, scope);
            return TwilioAnswer.ok(json.participant(scope, room, participant(call, room)));
        });
        router.post(PATH + "/:Sid", this::update);
        router.delete(PATH + "/:Sid", this::delete);
    }

    private Future<TwilioAnswer> create(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        Participant wanted = form.create(scope.service(), call.body(), clock.instant());
        return actions.add(room, Actor.rest(call), wanted)
                .map(participant -> TwilioAnswer.created(json.participant(scope, room, participant)));
    }

    private TwilioAnswer list(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        String url = scope.url("/Conversations/" + room.sid() + "/Participants");
        return TwilioAnswer.ok(Page.of(call.query(), room.participants(), Participant::sid, 50, 100)
                .toJson("participants", url, call.query(), item -> json.participant(scope, room, item)));
    }

    private Future<TwilioAnswer> update(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        Participant wanted = form.update(scope.service(), call.body(), participant(call, room), clock.instant());
        return actions.update(room, Actor.rest(call), wanted)
                .map(changed -> TwilioAnswer.ok(json.participant(scope, room, changed)));
    }

    private Future<TwilioAnswer> delete(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        return actions.remove(room, Actor.rest(call), participant(call, room)).map(TwilioAnswer.deleted());
    }

    private Room room(TwilioCall call, Scope scope) {
        return router.room(call, scope, "ConversationSid");
    }

    private static Participant participant(TwilioCall call, Room room) {
        String sid = call.path("Sid");
        Participant bySid = room.findParticipant(sid);
        return call.require(bySid != null ? bySid : room.findAuthor(sid));
    }
}
