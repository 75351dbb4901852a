package travel.baboo.messaging.sandbox.make;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.fault.Faults;
import travel.baboo.messaging.sandbox.http.BoundedLog;
import travel.baboo.messaging.sandbox.state.Changes;

/** One hook with its deliveries and its configured behavior. */
final class HookBox {

    /** Counts since the start or the last clearing. */
    record Counts(long received, long taken, long distinct, long repeats, long badSignatures) {}

    private static final int KEPT = 20_000;
    private static final int IDS_KEPT = 1_000_000;
    private static final Duration WINDOW = Duration.ofSeconds(10);

    private final BoundedLog<MakeDelivery> deliveries = new BoundedLog<>(KEPT);
    private final Set<String> taken = newIdSet();
    private final Faults<MakeBehavior> behaviors;
    private final Deque<Instant> recent = new ArrayDeque<>();
    private MakeHook hook;
    private long lastNumber;
    private Counts counts = new Counts(0, 0, 0, 0, 0);

    /** @param behaviorChanges is called when a behavior was set or used */
    HookBox(MakeHook hook, Changes behaviorChanges) {
        this.hook = hook;
        this.behaviors = new Faults<>(behaviorChanges);
    }

    MakeHook hook() {
        return hook;
    }

    void hook(MakeHook changed) {
        hook = changed;
    }

    Counts counts() {
        return counts;
    }

    List<MakeDelivery> deliveries() {
        return deliveries.toList();
    }

    List<MakeDelivery> newest(int count) {
        return deliveries.newest(count);
    }

    List<MakeBehavior> behaviors() {
        return behaviors.list();
    }

    List<Faults.Pending<MakeBehavior>> pendingBehaviors() {
        return behaviors.pending();
    }

    void behave(List<MakeBehavior> changed) {
        behaviors.clear();
        changed.forEach(behaviors::add);
    }

    @Nullable
    MakeBehavior nextBehavior() {
        return behaviors.next(behavior -> true).orElse(null);
    }

    boolean isOverLimit(Instant now) {
        Integer limit = hook.limitPer10Seconds();
        if (limit == null) {
            return false;
        }
        while (!recent.isEmpty() && recent.peekFirst().isBefore(now.minus(WINDOW))) {
            recent.removeFirst();
        }
        recent.addLast(now);
        return recent.size() > limit;
    }

    boolean hasTaken(@Nullable String webhookId) {
        return webhookId != null && taken.contains(webhookId);
    }

    /** Restored from a saved state, which keeps only the newest deliveries. */
    long nextNumber() {
        return lastNumber + 1;
    }

    void add(MakeDelivery delivery) {
        deliveries.add(delivery);
        lastNumber = Math.max(lastNumber, delivery.number());
        boolean isNew = delivery.taken() && !delivery.repeat();
        if (delivery.taken() && delivery.webhookId() != null) {
            taken.add(delivery.webhookId());
        }
        boolean bad = delivery.signature() == MakeDelivery.SignatureCheck.INVALID
                || delivery.signature() == MakeDelivery.SignatureCheck.MISSING;
        counts = new Counts(
                counts.received() + 1,
                counts.taken() + (delivery.taken() ? 1 : 0),
                counts.distinct() + (isNew ? 1 : 0),
                counts.repeats() + (delivery.taken() && delivery.repeat() ? 1 : 0),
                counts.badSignatures() + (bad ? 1 : 0));
    }

    void clear() {
        deliveries.clear();
        taken.clear();
        lastNumber = 0;
        counts = new Counts(0, 0, 0, 0, 0);
    }

    private static Set<String> newIdSet() {
        return Collections.newSetFromMap(new LinkedHashMap<>() {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > IDS_KEPT;
            }
        });
    }
}
