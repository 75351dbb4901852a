package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.Page;
import travel.baboo.messaging.sandbox.twilio.TwilioAnswer;
import travel.baboo.messaging.sandbox.twilio.TwilioCall;
import travel.baboo.messaging.sandbox.twilio.TwilioDates;
import travel.baboo.messaging.sandbox.twilio.TwilioException;
import travel.baboo.messaging.sandbox.twilio.TwilioHandler;
import travel.baboo.messaging.sandbox.twilio.TwilioRouter;

/** {@code Services}: create, list, fetch, delete. Twilio knows no update of a service. */
final class ServicesApi {

    private final String accountSid;
    private final String origin;
    private final Services services;
    private final Rooms rooms;

    ServicesApi(String accountSid, String origin, Services services, Rooms rooms) {
        this.accountSid = accountSid;
        this.origin = origin;
        this.services = services;
        this.rooms = rooms;
    }

    void mount(TwilioRouter router) {
        router.post("/v1/Services", TwilioHandler.direct(this::create));
        router.get("/v1/Services", TwilioHandler.direct(this::list));
        router.get(
                "/v1/Services/:Sid",
                TwilioHandler.direct(call -> TwilioAnswer.ok(json(call.require(services.find(call.path("Sid")))))));
        router.delete("/v1/Services/:Sid", TwilioHandler.direct(this::delete));
    }

    private TwilioAnswer create(TwilioCall call) {
        call.body().required("FriendlyName");
        @Nullable String name = call.body().text("FriendlyName", 256);
        return TwilioAnswer.created(json(services.create(String.valueOf(name))));
    }

    private TwilioAnswer list(TwilioCall call) {
        return TwilioAnswer.ok(Page.of(call.query(), services.list(), ChatService::sid, 50, 100)
                .toJson("services", origin + "/v1/Services", call.query(), this::json));
    }

    private TwilioAnswer delete(TwilioCall call) {
        ChatService service = call.require(services.find(call.path("Sid")));
        if (service == services.defaultService()) {
            throw TwilioException.badRequest(20001, "The default service can not be deleted");
        }
        rooms.ofService(service.sid()).forEach(rooms::remove);
        services.remove(service);
        return TwilioAnswer.deleted();
    }

    private ObjectNode json(ChatService service) {
        String url = origin + "/v1/Services/" + service.sid();
        ObjectNode json = Json.object()
                .put("sid", service.sid())
                .put("account_sid", accountSid)
                .put("friendly_name", service.friendlyName())
                .put("date_created", TwilioDates.iso(service.created()))
                .put("date_updated", TwilioDates.iso(service.created()))
                .put("url", url);
        json.putObject("links")
                .put("conversations", url + "/Conversations")
                .put("users", url + "/Users")
                .put("roles", url + "/Roles")
                .put("bindings", url + "/Bindings")
                .put("configuration", url + "/Configuration")
                .put("participant_conversations", url + "/ParticipantConversations")
                .put("conversation_with_participants", url + "/ConversationWithParticipants");
        return json;
    }
}
