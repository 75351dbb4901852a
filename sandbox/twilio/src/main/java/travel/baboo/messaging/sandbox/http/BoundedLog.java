package travel.baboo.messaging.sandbox.http;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** A bounded log: new entries replace the oldest. Not thread-safe. */
public final class BoundedLog<T> {

    private final int capacity;
    private final Deque<T> entries = new ArrayDeque<>();

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
    }

    /** Oldest first. */
    public List<T> toList() {
        return List.copyOf(entries);
    }

    /** At most {@code count} of the newest, oldest first. */
    public List<T> newest(int count) {
        return entries.stream().skip(Math.max(0, entries.size() - count)).toList();
    }

    public void clear() {
        entries.clear();
    }
}
