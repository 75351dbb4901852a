package travel.baboo.messaging.relay.grouping;

import io.smallrye.mutiny.Uni;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/**
 * Writes entries in groups: while one group is being written, arriving entries gather for the next, in order of
 * arrival. One group at a time; thread-safe.
 *
 * @param <T> an entry
 */
public final class GroupWriter<T> {

    private static final int LARGEST_GROUP = 500;

    private final ToIntFunction<T> size;
    private final Function<List<T>, Uni<Void>> write;
    private final BiConsumer<T, @Nullable Throwable> ended;
    private final ConcurrentLinkedQueue<T> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean writing = new AtomicBoolean();

    /**
     * @param size the approximate number of rows of an entry; a group is full at 500
     * @param write writes a group, which may be empty, on subscription
     * @param ended called with each entry after its group was written, or with the failure
     */
    public GroupWriter(
            ToIntFunction<T> size, Function<List<T>, Uni<Void>> write, BiConsumer<T, @Nullable Throwable> ended) {
        this.size = size;
        this.write = write;
        this.ended = ended;
    }

    public void add(T entry) {
        waiting.add(entry);
        next();
    }

    private void next() {
        if (waiting.isEmpty() || !writing.compareAndSet(false, true)) {
            return;
        }
        List<T> group = group();
        Uni.createFrom()
                .deferred(() -> write.apply(group))
                .subscribe()
                .with(done -> end(group, null), failure -> end(group, failure));
    }

    private List<T> group() {
        List<T> group = new ArrayList<>();
        for (int taken = 0; taken < LARGEST_GROUP; ) {
            T entry = waiting.poll();
            if (entry == null) {
                break;
            }
            group.add(entry);
            taken += size.applyAsInt(entry);
        }
        return group;
    }

    private void end(List<T> group, @Nullable Throwable failure) {
        writing.set(false);
        try {
            group.forEach(entry -> ended.accept(entry, failure));
        } finally {
            next();
        }
    }
}
