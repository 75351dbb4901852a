package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;

/** {@code Conversations/{CH}/Messages} and their {@code Receipts}. */
final class MessagesApi {

    private static final String PATH = "/Conversations/:ConversationSid/Messages";

    private final Clock clock;
    private final ScopedRouter router;
    private final MessageForm form;
    private final MessageActions actions;
    private final ResourceJson json;

    MessagesApi(Clock clock, ScopedRouter router, MessageForm form, MessageActions actions, ResourceJson json) {
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
            return TwilioAnswer.ok(json.message(scope, room, message(call, room, "Sid")));
        });
        router.post(PATH + "/:Sid", this::update);
        router.delete(PATH + "/:Sid", this::delete);
        router.get(PATH + "/:MessageSid/Receipts", this::listReceipts);
        router.get(PATH + "/:MessageSid/Receipts/:Sid", (call, scope) -> {
            Room room = room(call, scope);
            Receipt receipt = call.require(room.findReceipt(call.path("MessageSid"), call.path("Sid")));
            return TwilioAnswer.ok(json.receipt(scope, room, receipt));
        });
    }

    private Future<TwilioAnswer> create(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        ConversationActions.requireOpen(room);
        return actions.add(room, Actor.rest(call), form.create(call.body()))
                .map(message -> TwilioAnswer.created(json.message(scope, room, message)));
    }

    private TwilioAnswer list(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        List<Message> messages = new ArrayList<>(room.messages());
        if ("desc".equals(call.queryParameters().oneOf("Order", List.of("asc", "desc")))) {
            Collections.reverse(messages);
        }
        String url = scope.url("/Conversations/" + room.sid() + "/Messages");
        return TwilioAnswer.ok(Page.of(call.query(), messages, Message::sid, 50, 100)
                .toJson("messages", url, call.query(), item -> json.message(scope, room, item)));
    }

    private Future<TwilioAnswer> update(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        Message wanted = form.update(call.body(), message(call, room, "Sid"), clock.instant());
        return actions.update(room, Actor.rest(call), wanted)
                .map(changed -> TwilioAnswer.ok(json.message(scope, room, changed)));
    }

    private Future<TwilioAnswer> delete(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        return actions.remove(room, Actor.rest(call), message(call, room, "Sid"))
                .map(TwilioAnswer.deleted());
    }

    private TwilioAnswer listReceipts(TwilioCall call, Scope scope) {
        Room room = room(call, scope);
        Message message = message(call, room, "MessageSid");
        String url = scope.url("/Conversations/" + room.sid() + "/Messages/" + message.sid() + "/Receipts");
        return TwilioAnswer.ok(Page.of(call.query(), room.receipts(message), Receipt::sid, 50, 100)
                .toJson("delivery_receipts", url, call.query(), item -> json.receipt(scope, room, item)));
    }

    private Room room(TwilioCall call, Scope scope) {
        return router.room(call, scope, "ConversationSid");
    }

    private static Message message(TwilioCall call, Room room, String parameter) {
        return call.require(room.findMessage(call.path(parameter)));
    }
}
