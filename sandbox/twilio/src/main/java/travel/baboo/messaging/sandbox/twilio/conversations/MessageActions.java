package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.time.Clock;
import java.time.Instant;
import travel.baboo.messaging.sandbox.twilio.Sid;

/** Adds, changes and removes messages and hands new ones to the phones in the conversation. */
public final class MessageActions {

    private final Clock clock;
    private final Rooms rooms;
    private final ConversationActions conversations;
    private final Deliveries deliveries;
    private final Events events;

    public MessageActions(
            Clock clock, Rooms rooms, ConversationActions conversations, Deliveries deliveries, Events events) {
        this.clock = clock;
        this.rooms = rooms;
        this.conversations = conversations;
        this.deliveries = deliveries;
        this.events = events;
    }

    /**
     * Sends a message.
     *
     * @throws travel.baboo.messaging.sandbox.twilio.TwilioException 50377, or a pre-event's rejection
     */
    public Future<Message> add(Room room, Actor actor, MessageDraft draft) {
        ConversationActions.requireOpen(room);
        Conversation conversation = room.conversation();
        return events.before(
                        "onMessageAdd",
                        actor,
                        conversation.serviceSid(),
                        EventFields.messageDraft(conversation, draft, room.findAuthor(draft.author())))
                .map(answer -> save(room, actor, draft.changedBy(answer)));
    }

    /** Changes a message; as its author does with the SDK's {@code updateBody} and {@code updateAttributes}, too. */
    public Future<Message> update(Room room, Actor actor, Message wanted) {
        ConversationActions.requireOpen(room);
        Conversation conversation = room.conversation();
        return events.before(
                        "onMessageUpdate", actor, conversation.serviceSid(), EventFields.message(conversation, wanted))
                .map(answer -> {
                    Message changed = new Message(
                            wanted.sid(),
                            wanted.index(),
                            String.valueOf(answer.change("author", wanted.author())),
                            wanted.participantSid(),
                            answer.change("body", wanted.body()),
                            wanted.media(),
                            String.valueOf(answer.change("attributes", wanted.attributes())),
                            wanted.contentSid(),
                            wanted.subject(),
                            wanted.created(),
                            wanted.updated());
                    room.save(changed);
                    rooms.changed(room);
                    events.after(
                            "onMessageUpdated",
                            actor,
                            room,
                            EventFields.message(conversation, changed)
                                    .put("DateUpdated", EventFields.time(changed.updated())));
                    return changed;
                });
    }

    public Future<Void> remove(Room room, Actor actor, Message message) {
        ConversationActions.requireOpen(room);
        Conversation conversation = room.conversation();
        return events.before(
                        "onMessageRemove", actor, conversation.serviceSid(), EventFields.message(conversation, message))
                .map(answer -> {
                    room.remove(message);
                    rooms.changed(room);
                    String now = EventFields.time(clock.instant());
                    events.after(
                            "onMessageRemoved",
                            actor,
                            room,
                            EventFields.message(conversation, message)
                                    .put("DateUpdated", now)
                                    .put("DateRemoved", now));
                    return null;
                });
    }

    private Message save(Room room, Actor actor, MessageDraft draft) {
        ConversationActions.requireOpen(room);
        Participant author = room.findAuthor(draft.author());
        Instant created = draft.created() == null ? clock.instant() : draft.created();
        Message message = new Message(
                Sid.create("IM"),
                room.takeIndex(),
                draft.author(),
                author == null ? null : author.sid(),
                draft.body(),
                draft.media(),
                draft.attributes(),
                draft.contentSid(),
                draft.subject(),
                created,
                draft.updated() == null ? created : draft.updated());
        room.save(message);
        rooms.changed(room);
        conversations.wake(room, actor);
        events.after("onMessageAdded", actor, room, EventFields.message(room.conversation(), message));
        deliveries.send(room, message, draft.textToPhones());
        return message;
    }
}
