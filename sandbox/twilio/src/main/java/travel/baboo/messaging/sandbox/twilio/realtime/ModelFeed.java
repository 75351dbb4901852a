package travel.baboo.messaging.sandbox.twilio.realtime;

import io.vertx.core.Vertx;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import travel.baboo.messaging.sandbox.twilio.conversations.ModelListener;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;
import travel.baboo.messaging.sandbox.twilio.conversations.Rooms;
import travel.baboo.messaging.sandbox.twilio.realtime.SyncName.Part;

/** Publishes all changes of the model. Changes of one turn of the event loop are published together. */
final class ModelFeed implements ModelListener {

    private final Vertx vertx;
    private final Rooms rooms;
    private final Sessions sessions;
    private final SyncObjects objects;
    private final Set<Room> touched = new LinkedHashSet<>();
    private boolean scheduled;

    ModelFeed(Vertx vertx, Rooms rooms, Sessions sessions, SyncObjects objects) {
        this.vertx = vertx;
        this.rooms = rooms;
        this.sessions = sessions;
        this.objects = objects;
    }

    @Override
    public void changed(Room room) {
        touched.add(room);
        if (!scheduled) {
            scheduled = true;
            vertx.runOnContext(later -> {
                scheduled = false;
                publish();
            });
        }
    }

    @Override
    public void removed(Room room) {
        touched.remove(room);
        objects.remove(room);
    }

    @Override
    public void usersChanged() {
        vertx.runOnContext(later -> objects.refreshUsers());
    }

    /** Open pages reconnect and find that their conversations are gone. */
    @Override
    public void reset() {
        touched.clear();
        objects.clear();
        sessions.all().forEach(Session::cut);
    }

    /** Publishes now what has changed. */
    void publish() {
        List<Room> changed = List.copyOf(touched);
        touched.clear();
        changed.stream().filter(room -> rooms.find(room.sid()) == room).forEach(this::publish);
    }

    private void publish(Room room) {
        objects.refresh(room);
        sessions.unsubscribeNonMembers(
                room,
                Stream.of(Part.CONVERSATION, Part.MESSAGES, Part.ROSTER)
                        .map(part -> new SyncName(room.sid(), part).sid())
                        .collect(Collectors.toSet()));
    }
}
