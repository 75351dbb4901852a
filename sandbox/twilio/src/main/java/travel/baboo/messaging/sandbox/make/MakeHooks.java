package travel.baboo.messaging.sandbox.make;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;

/** All hooks. Configured hooks always exist; the control API adds others. */
public final class MakeHooks implements Persistent {

    private static final int SAVED = 500;

    private record Saved(MakeHook hook, List<MakeDelivery> deliveries) {}

    private final Changes changes;
    private final List<MakeHook> configured;
    private final Map<String, HookBox> boxes = new TreeMap<>();

    public MakeHooks(Changes changes, List<MakeHook> configured) {
        this.changes = changes;
        this.configured = List.copyOf(configured);
        reset();
    }

    void put(MakeHook hook) {
        box(hook).hook(hook);
        changes.happened();
    }

    private HookBox box(MakeHook hook) {
        return boxes.computeIfAbsent(hook.id(), id -> new HookBox(hook));
    }

    @Nullable
    HookBox find(String id) {
        return boxes.get(id);
    }

    boolean remove(String id) {
        boolean removed = boxes.remove(id) != null;
        changes.happened();
        return removed;
    }

    List<HookBox> list() {
        return List.copyOf(boxes.values());
    }

    void add(HookBox box, MakeDelivery delivery) {
        box.add(delivery);
        changes.happened();
    }

    @Override
    public String name() {
        return "make";
    }

    @Override
    public Object snapshot() {
        return boxes.values().stream()
                .map(box -> new Saved(box.hook(), box.newest(SAVED)))
                .toList();
    }

    @Override
    public void restore(JsonNode node) {
        reset();
        for (JsonNode item : node) {
            Saved saved = Json.MAPPER.convertValue(item, Saved.class);
            HookBox box = box(saved.hook());
            saved.deliveries().forEach(box::add);
        }
        configured.forEach(hook -> Objects.requireNonNull(boxes.get(hook.id())).hook(hook));
    }

    @Override
    public void reset() {
        boxes.clear();
        configured.forEach(this::box);
    }
}
