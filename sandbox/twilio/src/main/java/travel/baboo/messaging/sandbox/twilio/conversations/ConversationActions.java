package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.Sid;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** Creates, changes and closes conversations, and fires their webhooks. */
public final class ConversationActions {

    private final Clock clock;
    private final Services services;
    private final Rooms rooms;
    private final Events events;

    public ConversationActions(Clock clock, Services services, Rooms rooms, Events events) {
        this.clock = clock;
        this.services = services;
        this.rooms = rooms;
        this.events = events;
    }

    /**
     * Creates a conversation.
     *
     * @throws TwilioException in the future: 50353, 50384, or a pre-event's rejection
     */
    public Future<Room> create(ChatService service, Actor actor, ConversationDraft draft) {
        Conversation wanted = conversation(service, actor, draft);
        checkNew(service, wanted);
        return events.before("onConversationAdd", actor, service.sid(), EventFields.conversationDraft(wanted))
                .map(answer -> add(service, actor, conversation(service, actor, draft.changedBy(answer))));
    }

    public Future<Room> update(Room room, Actor actor, ConversationDraft draft) {
        requireOpen(room);
        Conversation before = room.conversation();
        String name = draft.uniqueName();
        if (name != null && !name.equals(before.uniqueName()) && rooms.hasName(before.serviceSid(), name)) {
            throw nameTaken(name);
        }
        return events.before("onConversationUpdate", actor, before.serviceSid(), EventFields.conversation(before))
                .map(answer -> {
                    requireOpen(room);
                    Instant now = clock.instant();
                    rooms.change(
                            room,
                            changed ->
                                    changed.conversation(changed.conversation().with(draft.changedBy(answer), now)));
                    events.after("onConversationUpdated", actor, room, EventFields.conversation(room.conversation()));
                    if (draft.state() != null) {
                        move(room, actor, draft.state(), "API");
                    }
                    return room;
                });
    }

    public Future<Void> delete(Room room, Actor actor) {
        Conversation conversation = room.conversation();
        return events.before(
                        "onConversationRemove",
                        actor,
                        conversation.serviceSid(),
                        EventFields.conversation(conversation))
                .map(answer -> {
                    rooms.remove(room);
                    events.after(
                            "onConversationRemoved",
                            actor,
                            room,
                            EventFields.conversation(conversation)
                                    .put("DateRemoved", EventFields.time(clock.instant())));
                    return null;
                });
    }

    /** Expires a timer at once. */
    public void runOutTimer(Room room, ConversationState next) {
        requireOpen(room);
        move(room, Actor.TIMER, next, "TIMER");
    }

    /** A message makes an inactive conversation active again. */
    void wake(Room room, Actor actor) {
        if (room.conversation().state() == ConversationState.INACTIVE) {
            move(room, actor, ConversationState.ACTIVE, "EVENT");
        }
    }

    static void requireOpen(Room room) {
        if (room.conversation().isClosed()) {
            throw TwilioException.badRequest(50377, "Conversation is closed and can not be changed");
        }
    }

    private Room add(ChatService service, Actor actor, Conversation conversation) {
        checkNew(service, conversation);
        Room room = new Room(conversation);
        rooms.add(room);
        events.after("onConversationAdded", actor, room, EventFields.conversation(conversation));
        return room;
    }

    private void checkNew(ChatService service, Conversation wanted) {
        if (wanted.isClosed()) {
            throw TwilioException.badRequest(50384, "Conversation can not be created in closed state");
        }
        String name = wanted.uniqueName();
        if (name != null && rooms.hasName(service.sid(), name)) {
            throw nameTaken(name);
        }
    }

    private static TwilioException nameTaken(@Nullable String name) {
        return TwilioException.conflict(50353, "Conversation with provided unique name already exists: " + name);
    }

    private void move(Room room, Actor actor, ConversationState next, String reason) {
        ConversationState from = room.conversation().state();
        if (from == next) {
            return;
        }
        rooms.change(
                room, changed -> changed.conversation(changed.conversation().withState(next, clock.instant())));
        events.after(
                "onConversationStateUpdated", actor, room, EventFields.stateUpdated(room.conversation(), from, reason));
    }

    private Conversation conversation(ChatService service, Actor actor, ConversationDraft draft) {
        Instant now = clock.instant();
        Services.Defaults defaults = services.defaults();
        Instant created = draft.created() == null ? now : draft.created();
        return new Conversation(
                Sid.create("CH"),
                service.sid(),
                draft.messagingServiceSid() == null ? defaults.messagingServiceSid() : draft.messagingServiceSid(),
                draft.friendlyName(),
                draft.uniqueName(),
                draft.attributes(),
                draft.state() == null ? ConversationState.ACTIVE : draft.state(),
                draft.inactiveTimer() == null ? defaults.inactiveTimer() : draft.inactiveTimer(),
                draft.closedTimer() == null ? defaults.closedTimer() : draft.closedTimer(),
                actor.createdBy(),
                created,
                draft.updated() == null ? created : draft.updated(),
                created);
    }
}
