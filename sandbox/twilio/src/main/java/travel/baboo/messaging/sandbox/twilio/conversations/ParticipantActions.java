package travel.baboo.messaging.sandbox.twilio.conversations;

import io.vertx.core.Future;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.twilio.TwilioException;

/** Adds participants to conversations, changes and removes them. */
public final class ParticipantActions {

    private static final int LIMIT = 1000;
    private static final int PHONE_LIMIT = 50;

    private final Clock clock;
    private final Services services;
    private final Rooms rooms;
    private final UserActions users;
    private final Events events;

    public ParticipantActions(Clock clock, Services services, Rooms rooms, UserActions users, Events events) {
        this.clock = clock;
        this.services = services;
        this.rooms = rooms;
        this.users = users;
        this.events = events;
    }

    /**
     * Adds a participant.
     *
     * @throws TwilioException 50377, 50416, 50417, 50422, 50433, or a pre-event's rejection
     */
    public Future<Participant> add(Room room, Actor actor, Participant wanted) {
        check(room, wanted);
        return events.before(
                        "onParticipantAdd",
                        actor,
                        room.conversation().serviceSid(),
                        EventFields.participantDraft(room.conversation(), wanted))
                .map(answer -> {
                    check(room, wanted);
                    Participant participant =
                            withAttributes(wanted, String.valueOf(answer.change("attributes", wanted.attributes())));
                    rooms.change(room, changed -> changed.save(participant));
                    ChatService service = services.find(room.conversation().serviceSid());
                    if (participant.identity() != null && service != null) {
                        users.ensure(service, actor, participant.identity());
                    }
                    events.after(
                            "onParticipantAdded",
                            actor,
                            room,
                            EventFields.participant(room.conversation(), participant));
                    return participant;
                });
    }

    public Future<Participant> update(Room room, Actor actor, Participant wanted) {
        ConversationActions.requireOpen(room);
        return events.before(
                        "onParticipantUpdate",
                        actor,
                        room.conversation().serviceSid(),
                        EventFields.participant(room.conversation(), wanted))
                .map(answer -> {
                    Participant changed =
                            withAttributes(wanted, String.valueOf(answer.change("attributes", wanted.attributes())));
                    rooms.change(room, target -> target.save(changed));
                    events.after(
                            "onParticipantUpdated",
                            actor,
                            room,
                            EventFields.participant(room.conversation(), changed)
                                    .put("DateUpdated", EventFields.time(changed.updated()))
                                    .put("LastReadMessageIndex", changed.lastReadMessageIndex()));
                    return changed;
                });
    }

    /** Sets a participant's read horizon, as SDK users do; null: nothing is read. */
    public Future<Participant> read(Room room, Actor actor, Participant reader, @Nullable Integer index) {
        return update(
                room,
                actor,
                new Participant(
                        reader.sid(),
                        reader.identity(),
                        reader.binding(),
                        reader.attributes(),
                        reader.roleSid(),
                        reader.created(),
                        clock.instant(),
                        index,
                        index == null ? null : EventFields.time(clock.instant())));
    }

    public Future<Void> remove(Room room, Actor actor, Participant participant) {
        ConversationActions.requireOpen(room);
        return events.before(
                        "onParticipantRemove",
                        actor,
                        room.conversation().serviceSid(),
                        EventFields.participant(room.conversation(), participant))
                .map(answer -> {
                    rooms.change(room, changed -> changed.remove(participant));
                    String now = EventFields.time(clock.instant());
                    events.after(
                            "onParticipantRemoved",
                            actor,
                            room,
                            EventFields.participant(room.conversation(), participant)
                                    .put("DateUpdated", now)
                                    .put("DateRemoved", now));
                    return null;
                });
    }

    private void check(Room room, Participant wanted) {
        ConversationActions.requireOpen(room);
        Binding binding = wanted.binding();
        if (wanted.identity() != null && room.findAuthor(wanted.identity()) != null) {
            throw TwilioException.conflict(50433, "Participant already exists");
        }
        if (binding != null) {
            Room bound = rooms.findBound(binding.address(), binding.proxyAddress());
            if (bound != null) {
                throw alreadyBound(bound);
            }
        }
        long phones = room.participants().stream()
                .filter(member -> member.binding() != null)
                .count();
        if (room.participants().size() >= LIMIT) {
            throw TwilioException.badRequest(50417, "Conversation has reached its limit of participants");
        }
        if (binding != null && phones >= PHONE_LIMIT) {
            throw TwilioException.badRequest(50422, "Conversation has reached its limit of non-chat participants");
        }
    }

    static TwilioException alreadyBound(Room bound) {
        return TwilioException.conflict(
                50416,
                "A binding for this participant and proxy address already exists in Conversation " + bound.sid());
    }

    private static Participant withAttributes(Participant participant, String attributes) {
        return new Participant(
                participant.sid(),
                participant.identity(),
                participant.binding(),
                attributes,
                participant.roleSid(),
                participant.created(),
                participant.updated(),
                participant.lastReadMessageIndex(),
                participant.lastReadTimestamp());
    }
}
