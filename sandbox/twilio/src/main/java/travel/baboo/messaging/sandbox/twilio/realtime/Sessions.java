package travel.baboo.messaging.sandbox.twilio.realtime;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;
import travel.baboo.messaging.sandbox.twilio.conversations.User;

/** The open sockets. */
final class Sessions {

    private final Set<Session> open = new LinkedHashSet<>();

    void add(Session session) {
        open.add(session);
    }

    void remove(Session session) {
        open.remove(session);
    }

    List<Session> all() {
        return List.copyOf(open);
    }

    List<Session> signedIn() {
        return open.stream().filter(Session::isSignedIn).toList();
    }

    /** Sends an event to the sessions that are subscribed to its object. */
    void publish(SyncObject object, SyncEvent event) {
        open.stream()
                .filter(session -> session.subscriptions().contains(object.sid()))
                .forEach(session ->
                        session.notify("com.twilio.rtd.cds." + object.kind().word(), event.toJson()));
    }

    boolean isOnline(User user) {
        return open.stream().anyMatch(session -> session.isOf(user));
    }

    /** Sockets of the conversation's other members. */
    List<Session> others(Session session, Room room) {
        return signedIn().stream()
                .filter(other -> other.service() == session.service())
                .filter(other -> !other.identity().equals(session.identity()))
                .filter(other -> room.findIdentity(other.identity()) != null)
                .toList();
    }

    /** Ends the subscriptions of users who are no longer in the conversation. */
    void unsubscribeNonMembers(Room room, Set<String> objectSids) {
        signedIn().stream()
                .filter(session -> room.findIdentity(session.identity()) == null)
                .filter(session ->
                        !session.identity().equals(room.conversation().createdBy()))
                .forEach(session -> session.subscriptions().removeAll(objectSids));
    }
}
