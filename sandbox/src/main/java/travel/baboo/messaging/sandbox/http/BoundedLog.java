package travel.baboo.messaging.sandbox.http;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.function.UnaryOperator;

/** The newest entries of something that never ends; the oldest make room. Not thread-safe. */
public final class BoundedLog<T> {

    private final int capacity;
    private final Deque<T> entries = new ArrayDeque<>();
    private long total;

    public BoundedLog(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1");
        }
        this.capacity = capacity;
    }

    public void add(T entry) {
        if (entries.size() == capacity) {
            entries.removeFirst();
        }
        entries.addLast(entry);
        total++;
    }

    /** Oldest first. */
    public List<T> toList() {
        return List.copyOf(entries);
    }

    /** At most {@code count} of the newest, oldest first. */
    public List<T> newest(int count) {
        return entries.stream().skip(Math.max(0, entries.size() - count)).toList();
    }

    /** How many were ever added. */
    public long total() {
        return total;
    }

    public void replaceAll(UnaryOperator<T> change) {
        List<T> changed = entries.stream().map(change).toList();
        entries.clear();
        entries.addAll(changed);
    }

    public void restore(Collection<T> saved) {
        clear();
        saved.forEach(this::add);
    }

    public void clear() {
        entries.clear();
        total = 0;
    }
}
