package travel.baboo.messaging.sandbox.control;

import io.vertx.ext.web.RoutingContext;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.http.ControlRoutes;
import travel.baboo.messaging.sandbox.http.ProblemException;
import travel.baboo.messaging.sandbox.http.Queries;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationState;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;

/** {@code /control/conversations}: read conversations, or their summaries for a list, and expire their timers. */
final class ConversationControl {

    private static final int SHOWN = 100;

    private final ConversationsModel model;

    ConversationControl(ConversationsModel model) {
        this.model = model;
    }

    void mount(ControlRoutes routes) {
        routes.get("/control/conversations", context -> Map.of("items", list(context)));
        routes.get("/control/conversations/:sid", this::view);
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

    /** The newest {@value #SHOWN}, or those of {@code ?sid=}; without their contents with {@code ?summary=true}. */
    private List<?> list(RoutingContext context) {
        List<String> sids = context.queryParams().getAll("sid");
        Stream<Room> rooms = sids.isEmpty() ? newest() : sids.stream().flatMap(this::find);
        boolean summary = Boolean.parseBoolean(context.queryParams().get("summary"));
        return rooms.map(room -> summary ? RoomSummary.of(room) : RoomView.of(room))
                .toList();
    }

    private Stream<Room> newest() {
        return model.rooms().list().stream()
                .sorted(Comparator.comparing((Room room) -> room.conversation().created())
                        .reversed())
                .limit(SHOWN);
    }

    private Stream<Room> find(String sid) {
        return Stream.ofNullable(model.rooms().find(sid));
    }

    /** With the {@code ?newest=} messages, or all. */
    private Object view(RoutingContext context) {
        RoomView view = RoomView.of(room(context));
        return view.with(Queries.newest(context, view.messages()));
    }

    private Room room(RoutingContext context) {
        Room room = model.rooms().find(context.pathParam("sid"));
        if (room == null) {
            throw ProblemException.notFound("There is no conversation " + context.pathParam("sid"));
        }
        return room;
    }
}
