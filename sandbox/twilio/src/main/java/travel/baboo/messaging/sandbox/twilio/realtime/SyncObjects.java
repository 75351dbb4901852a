package travel.baboo.messaging.sandbox.twilio.realtime;

import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.twilio.conversations.ChatService;
import travel.baboo.messaging.sandbox.twilio.conversations.ConversationsModel;
import travel.baboo.messaging.sandbox.twilio.conversations.Message;
import travel.baboo.messaging.sandbox.twilio.conversations.Participant;
import travel.baboo.messaging.sandbox.twilio.conversations.Receipt;
import travel.baboo.messaging.sandbox.twilio.conversations.Room;
import travel.baboo.messaging.sandbox.twilio.conversations.User;
import travel.baboo.messaging.sandbox.twilio.realtime.SyncName.Part;

/**
 * The Sync objects that a client has read, kept in sync with the model: after each change an object's data is rebuilt from the model and
 * compared with what was published, so that no kind of change can be forgotten. An object nobody has read costs nothing.
 */
final class SyncObjects {

    /** Whether a user is online. */
    interface Presence {
        boolean isOnline(User user);
    }

    private static final long MICROS_PER_MILLI = 1_000;

    private final Clock clock;
    private final ConversationsModel model;
    private final NotificationLevels levels;
    private final Presence presence;
    private final BiConsumer<SyncObject, SyncEvent> listener;
    private final Map<SyncName, SyncObject> objects = new HashMap<>();
    private long lastId;

    /** @param listener is given every event of an object, in order */
    SyncObjects(
            Clock clock,
            ConversationsModel model,
            NotificationLevels levels,
            Presence presence,
            BiConsumer<SyncObject, SyncEvent> listener) {
        this.clock = clock;
        this.model = model;
        this.levels = levels;
        this.presence = presence;
        this.listener = listener;
        // Higher than before a restart, so that a page that stayed open does not mistake a new event for an old one.
        this.lastId = clock.millis() * MICROS_PER_MILLI;
    }

    /** Finds an object by SID or unique name; null if its conversation or user is not there. */
    @Nullable
    SyncName find(String sidOrName) {
        return SyncName.parse(sidOrName)
                .or(() -> SyncName.ofSid(sidOrName).filter(this::exists).findFirst())
                .filter(this::exists)
                .orElse(null);
    }

    /** The object as it is now. */
    SyncObject open(SyncName name) {
        SyncObject known = objects.get(name);
        if (known != null) {
            return known;
        }
        SyncObject fresh =
                new SyncObject(clock, () -> ++lastId, name.part().kind(), serviceSid(name), name.sid(), name.text());
        fill(name, fresh);
        objects.put(name, fresh);
        return fresh;
    }

    /** Publishes what changed in a conversation. */
    void refresh(Room room) {
        Stream.of(Part.ROSTER, Part.CONVERSATION, Part.MESSAGES)
                .forEach(part -> publish(new SyncName(room.sid(), part)));
        objects.forEach((name, object) -> {
            if (name.part() == Part.MY_CONVERSATIONS) {
                User user = user(name);
                publish(object, user == null ? List.of() : membership(object, user, room));
            }
        });
    }

    /** Publishes that a conversation is gone. */
    void remove(Room room) {
        objects.forEach((name, object) -> {
            if (name.part() == Part.MY_CONVERSATIONS) {
                publish(object, object.remove(SyncKey.named(room.sid())));
            }
        });
        Stream.of(Part.MESSAGES, Part.ROSTER, Part.CONVERSATION).forEach(part -> {
            SyncObject object = objects.remove(new SyncName(room.sid(), part));
            if (object != null) {
                listener.accept(object, object.removal());
            }
        });
    }

    void refreshUsers() {
        List.copyOf(objects.keySet()).stream()
                .filter(name -> name.part() == Part.USER_INFO && exists(name))
                .forEach(this::publish);
    }

    /** Publishes whether the session's user is online. */
    void refresh(Session session) {
        if (session.service().findUser(session.login().userSid()) != null) {
            publish(new SyncName(session.login().userSid(), Part.USER_INFO));
        }
    }

    void clear() {
        objects.clear();
    }

    private void publish(SyncName name) {
        SyncObject object = objects.get(name);
        if (object != null) {
            publish(object, fill(name, object));
        }
    }

    private void publish(SyncObject object, List<SyncEvent> events) {
        events.forEach(event -> listener.accept(object, event));
    }

    private List<SyncEvent> fill(SyncName name, SyncObject object) {
        if (name.ofUser()) {
            User user = Objects.requireNonNull(user(name));
            return name.part() == Part.USER_INFO ? userInfo(object, user, service(name)) : memberships(object, user);
        }
        Room room = Objects.requireNonNull(model.rooms().find(name.owner()));
        return switch (name.part()) {
            case CONVERSATION -> conversation(object, room);
            case MESSAGES -> messages(object, room);
            default -> roster(object, room);
        };
    }

    private List<SyncEvent> conversation(SyncObject object, Room room) {
        List<Message> messages = room.messages();
        Message last = messages.isEmpty() ? null : messages.get(messages.size() - 1);
        return object.write(
                List.of(room.conversation(), last == null ? "" : last),
                () -> SyncData.conversation(room.conversation(), last));
    }

    private static List<SyncEvent> messages(SyncObject object, Room room) {
        List<Message> messages = room.messages();
        return Stream.concat(
                        messages.stream().flatMap(message -> {
                            List<Receipt> receipts = room.receipts(message);
                            return object
                                    .put(
                                            SyncKey.at(message.index()),
                                            List.of(message, receipts),
                                            () -> SyncData.message(message, receipts))
                                    .stream();
                        }),
                        object
                                .retain(messages.stream()
                                        .map(message -> SyncKey.at(message.index()))
                                        .toList())
                                .stream())
                .toList();
    }

    private List<SyncEvent> roster(SyncObject object, Room room) {
        List<Participant> participants = room.participants();
        ChatService service = model.services().find(room.conversation().serviceSid());
        Stream<SyncEvent> changed = participants.stream().flatMap(participant -> {
            User user =
                    service == null || participant.identity() == null ? null : service.findUser(participant.identity());
            return object
                    .put(
                            SyncKey.named(participant.sid()),
                            List.of(participant, user == null ? "" : user.sid()),
                            () -> SyncData.participant(participant, user))
                    .stream();
        });
        return Stream.concat(
                        changed,
                        Stream.of(participants)
                                .flatMap(all -> object
                                        .retain(all.stream()
                                                .map(participant -> SyncKey.named(participant.sid()))
                                                .toList())
                                        .stream()))
                .toList();
    }

    private List<SyncEvent> userInfo(SyncObject object, User user, ChatService service) {
        boolean online = presence.isOnline(user);
        List<SyncEvent> name = object.put(
                SyncKey.named("friendlyName"), List.of(String.valueOf(user.friendlyName())), () -> Json.object()
                        .put("value", user.friendlyName()));
        List<SyncEvent> attributes = object.put(SyncKey.named("attributes"), user.attributes(), () -> Json.object()
                .put("value", user.attributes()));
        List<SyncEvent> reachability = !service.reachability()
                ? List.of()
                : object.put(SyncKey.named("reachability"), online, () -> Json.object()
                        .put("online", online)
                        .put("notifiable", false));
        return Stream.of(name, attributes, reachability)
                .flatMap(Collection::stream)
                .toList();
    }

    private List<SyncEvent> memberships(SyncObject object, User user) {
        return model.rooms().withAuthor(user.identity()).stream()
                .flatMap(room -> membership(object, user, room).stream())
                .toList();
    }

    /** Whether and how the user is in the conversation. */
    private List<SyncEvent> membership(SyncObject object, User user, Room room) {
        SyncKey key = SyncKey.named(room.sid());
        ChatService service = model.services().find(room.conversation().serviceSid());
        boolean sameService = service != null && user.equals(service.findUser(user.sid()));
        Participant member = sameService ? room.findIdentity(user.identity()) : null;
        if (member == null) {
            return object.remove(key);
        }
        String level = levels.of(member.sid());
        return object.put(
                key,
                List.of(member.sid(), String.valueOf(member.lastReadMessageIndex()), level),
                () -> SyncData.membership(room, member, level));
    }

    private boolean exists(SyncName name) {
        return name.ofUser() ? user(name) != null : model.rooms().find(name.owner()) != null;
    }

    private @Nullable User user(SyncName name) {
        return model.services().list().stream()
                .map(service -> service.findUser(name.owner()))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private ChatService service(SyncName name) {
        return model.services().list().stream()
                .filter(service -> service.findUser(name.owner()) != null)
                .findFirst()
                .orElseThrow();
    }

    private String serviceSid(SyncName name) {
        return name.ofUser()
                ? service(name).sid()
                : Objects.requireNonNull(model.rooms().find(name.owner()))
                        .conversation()
                        .serviceSid();
    }
}
