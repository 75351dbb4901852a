package travel.baboo.messaging.sandbox.twilio.messaging;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;

/** All texts, in order of creation, and by phone. Above a limit the oldest are dropped. */
public final class TextMessages implements Persistent {

    private static final int KEPT = 1_000_000;

    private final Changes changes;
    private final Map<String, TextMessage> bySid = new LinkedHashMap<>();
    private final Map<String, Set<String>> byPhone = new HashMap<>();
    private Consumer<TextMessage> listener = changed -> {};

    public TextMessages(Changes changes) {
        this.changes = changes;
    }

    /** Registers the listener for new texts and new statuses. */
    public void listen(Consumer<TextMessage> listener) {
        this.listener = listener;
    }

    public void save(TextMessage message) {
        bySid.put(message.sid(), message);
        byPhone.computeIfAbsent(message.phone(), phone -> new LinkedHashSet<>()).add(message.sid());
        if (bySid.size() > KEPT) {
            Iterator<TextMessage> oldest = bySid.values().iterator();
            forget(oldest.next());
            oldest.remove();
        }
        changes.happened();
        listener.accept(message);
    }

    public @Nullable TextMessage find(String sid) {
        return bySid.get(sid);
    }

    public boolean delete(String sid) {
        TextMessage removed = bySid.remove(sid);
        if (removed != null) {
            forget(removed);
            changes.happened();
        }
        return removed != null;
    }

    public List<TextMessage> list() {
        return List.copyOf(bySid.values());
    }

    /** Texts to and from one phone, oldest first. */
    public List<TextMessage> ofPhone(String number) {
        List<TextMessage> messages = new ArrayList<>();
        byPhone.getOrDefault(number, Set.of()).forEach(sid -> messages.add(bySid.get(sid)));
        return messages;
    }

    public List<String> phones() {
        return byPhone.keySet().stream().sorted().toList();
    }

    private void forget(TextMessage message) {
        Set<String> ofPhone = byPhone.get(message.phone());
        if (ofPhone != null) {
            ofPhone.remove(message.sid());
            if (ofPhone.isEmpty()) {
                byPhone.remove(message.phone());
            }
        }
    }

    @Override
    public String name() {
        return "textMessages";
    }

    @Override
    public Object snapshot() {
        return list();
    }

    @Override
    public void restore(JsonNode saved) {
        reset();
        saved.forEach(node -> save(Json.MAPPER.convertValue(node, TextMessage.class)));
    }

    @Override
    public void reset() {
        bySid.clear();
        byPhone.clear();
    }
}
