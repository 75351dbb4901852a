package travel.baboo.messaging.sandbox.twilio.conversations;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;

/** All conversations of all services, found by SID, unique name, member, or bound phone. */
public final class Rooms implements Persistent {

    private record Name(String serviceSid, String uniqueName) {}

    private final Changes changes;
    private final Map<String, Room> bySid = new LinkedHashMap<>();
    private final Map<Name, String> byName = new HashMap<>();
    private final Map<String, Set<String>> byAuthor = new HashMap<>();
    private final List<ModelListener> listeners = new ArrayList<>();

    public Rooms(Changes changes) {
        this.changes = changes;
    }

    /** Registers a further listener for changes. */
    public void listen(ModelListener listener) {
        listeners.add(listener);
    }

    public List<Room> list() {
        return List.copyOf(bySid.values());
    }

    List<Room> ofService(String serviceSid) {
        return bySid.values().stream()
                .filter(room -> room.conversation().serviceSid().equals(serviceSid))
                .toList();
    }

    public @Nullable Room find(String sid) {
        return bySid.get(sid);
    }

    /** By SID or by UniqueName. */
    public @Nullable Room find(String serviceSid, String sidOrName) {
        String sid = byName.getOrDefault(new Name(serviceSid, sidOrName), sidOrName);
        Room room = bySid.get(sid);
        return room != null && room.conversation().serviceSid().equals(serviceSid) ? room : null;
    }

    boolean hasName(String serviceSid, String uniqueName) {
        return byName.containsKey(new Name(serviceSid, uniqueName));
    }

    /** Every conversation with a participant of this identity or phone address, oldest first. */
    public List<Room> withAuthor(String identityOrAddress) {
        return byAuthor.getOrDefault(identityOrAddress, Set.of()).stream()
                .map(sid -> Objects.requireNonNull(bySid.get(sid)))
                .sorted(Comparator.comparing((Room room) -> room.conversation().created()))
                .toList();
    }

    /** The conversation, not closed, that binds this phone to this number of ours. */
    public @Nullable Room findBound(String address, String proxyAddress) {
        for (Room room : withAuthor(address)) {
            if (!room.conversation().isClosed()
                    && room.participants().stream().anyMatch(member -> member.isBound(address, proxyAddress))) {
                return room;
            }
        }
        return null;
    }

    void add(Room room) {
        bySid.put(room.sid(), room);
        index(room);
        changed(room);
    }

    /** A change of name, participants or bindings goes through here, so that the room is found by what it is now. */
    void change(Room room, Consumer<Room> change) {
        unindex(room);
        change.accept(room);
        index(room);
        changed(room);
    }

    /** To be called after a change of what belongs to a room but is kept elsewhere. */
    public void touch(Room room) {
        listeners.forEach(listener -> listener.changed(room));
    }

    /** To be called after any other change of a room. */
    void changed(Room room) {
        changes.happened();
        listeners.forEach(listener -> listener.changed(room));
    }

    void remove(Room room) {
        unindex(room);
        bySid.remove(room.sid());
        changes.happened();
        listeners.forEach(listener -> listener.removed(room));
    }

    private void index(Room room) {
        Conversation conversation = room.conversation();
        if (conversation.uniqueName() != null) {
            byName.put(new Name(conversation.serviceSid(), conversation.uniqueName()), conversation.sid());
        }
        room.participants().forEach(participant -> {
            authorOf(participant, author -> byAuthor.computeIfAbsent(author, key -> new LinkedHashSet<>())
                    .add(conversation.sid()));
        });
    }

    private void unindex(Room room) {
        Conversation conversation = room.conversation();
        if (conversation.uniqueName() != null) {
            byName.remove(new Name(conversation.serviceSid(), conversation.uniqueName()));
        }
        room.participants()
                .forEach(participant -> authorOf(
                        participant,
                        author -> byAuthor.computeIfPresent(author, (key, sids) -> {
                            sids.remove(conversation.sid());
                            return sids.isEmpty() ? null : sids;
                        })));
    }

    private static void authorOf(Participant participant, Consumer<String> action) {
        if (participant.identity() != null) {
            action.accept(participant.identity());
        }
        if (participant.binding() != null) {
            action.accept(participant.binding().address());
        }
    }

    @Override
    public String name() {
        return "conversations";
    }

    @Override
    public Object snapshot() {
        return bySid.values().stream().map(Room::toSaved).toList();
    }

    @Override
    public void restore(JsonNode saved) {
        reset();
        saved.forEach(node -> add(new Room(Json.MAPPER.convertValue(node, Room.Saved.class))));
    }

    @Override
    public void reset() {
        bySid.clear();
        byName.clear();
        byAuthor.clear();
        listeners.forEach(ModelListener::reset);
    }
}
