package travel.baboo.messaging.sandbox.make;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;

/** All hooks. Configured hooks always exist; the control API adds others. */
public final class MakeHooks implements Persistent {

    private static final int SAVED = 500;

    private record Saved(MakeHook hook, List<MakeDelivery> deliveries) {}

    /** A behavior that a hook still has. */
    public record PendingBehavior(String hook, Faults.Pending<MakeBehavior> behavior) {}

    private final Changes changes;
    private final Changes behaviorChanges;
    private final List<MakeHook> configured;
    private final Map<String, HookBox> boxes = new TreeMap<>();

    /** @param behaviorChanges is called when a behavior of a hook was set or used */
    public MakeHooks(Changes changes, Changes behaviorChanges, List<MakeHook> configured) {
        this.changes = changes;
        this.behaviorChanges = behaviorChanges;
        this.configured = List.copyOf(configured);
        reset();
    }

    void put(MakeHook hook) {
        box(hook).hook(hook);
        changes.happened();
    }

    private HookBox box(MakeHook hook) {
        return boxes.computeIfAbsent(hook.id(), id -> new HookBox(hook, behaviorChanges));
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

    /** The behaviors of all hooks. */
    public List<PendingBehavior> pendingBehaviors() {
        return boxes.values().stream()
                .flatMap(box -> box.pendingBehaviors().stream()
                        .map(each -> new PendingBehavior(box.hook().id(), each)))
                .toList();
    }

    /** Lets every hook accept again. */
    public void clearBehaviors() {
        boxes.values().forEach(box -> box.behave(List.of()));
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
