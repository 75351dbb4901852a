package travel.baboo.messaging.sandbox.control;

import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.http.ProblemException;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationState;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;

/** {@code /control/conversations}: read conversations and expire their timers. */
final class ConversationControl {

    private static final int SHOWN = 100;

    private final ConversationsModel model;

    ConversationControl(ConversationsModel model) {
        this.model = model;
    }

    void mount(ControlRoutes routes) {
        routes.get("/control/conversations", context -> Map.of("items", newest()));
        routes.get("/control/conversations/:sid", context -> RoomView.of(room(context)));
        routes.post("/control/conversations/:sid/timers/:state", this::runOut);
    }

    private Object runOut(RoutingContext context) {
        ConversationState next =
                switch (context.pathParam("state")) {
                    case "inactive" -> ConversationState.INACTIVE;
                    case "closed" -> ConversationState.CLOSED;
                    default -> throw ProblemException.notFound("A timer is inactive or closed");
                };
        Room room = room(context);
        model.conversations().runOutTimer(room, next);
        return RoomView.of(room);
    }

    private List<RoomView> newest() {
        return model.rooms().list().stream()
                .sorted(Comparator.comparing((Room room) -> room.conversation().created())
                        .reversed())
                .limit(SHOWN)
                .map(RoomView::of)
                .toList();
    }

    private Room room(RoutingContext context) {
        Room room = model.rooms().find(context.pathParam("sid"));
        if (room == null) {
            throw ProblemException.notFound("There is no conversation " + context.pathParam("sid"));
        }
        return room;
    }
}
