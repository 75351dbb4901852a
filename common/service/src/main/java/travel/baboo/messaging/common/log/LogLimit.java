package travel.baboo.messaging.common.log;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Limits log lines per second, so that neither a flood of events nor an unauthenticated caller can fill the disk
 * with logs.
 */
public final class LogLimit {

    /** For lines that report each event: not reached on a usual day. */
    public static final int EVENTS_PER_SECOND = 100;

    private final long intervalNanos;
    private final long leewayNanos;
    private final LongSupplier nanoTime;
    private final AtomicLong dueAt;
    private final AtomicLong silent = new AtomicLong();

    public LogLimit(int perSecond) {
        this(perSecond, System::nanoTime);
    }

    LogLimit(int perSecond, LongSupplier nanoTime) {
        this.intervalNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.leewayNanos = intervalNanos * (perSecond - 1);
        this.nanoTime = nanoTime;
        this.dueAt = new AtomicLong(nanoTime.getAsLong());
    }

    /** The number of suppressed lines since the last one; empty if this one is suppressed too. */
    public OptionalLong tryAcquire() {
        long now = nanoTime.getAsLong();
        long due = dueAt.get();
        long from = due - now > 0 ? due : now;
        if (from - now <= leewayNanos && dueAt.compareAndSet(due, from + intervalNanos)) {
            return OptionalLong.of(silent.getAndSet(0));
        }
        silent.incrementAndGet();
        return OptionalLong.empty();
    }
}
