package travel.baboo.messaging.ingest.webhook;

import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lets one line a second through: whoever knocks at the door without a key must not fill the disk with logs. */
final class LogLimit {

    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final AtomicLong nextAt = new AtomicLong(System.nanoTime());
    private final AtomicLong silent = new AtomicLong();

    /** How many were silent since the last line; empty when this one is to be silent too. */
    OptionalLong tryAcquire() {
        long now = System.nanoTime();
        long due = nextAt.get();
        if (now - due >= 0 && nextAt.compareAndSet(due, now + PAUSE_NANOS)) {
            return OptionalLong.of(silent.getAndSet(0));
        }
        silent.incrementAndGet();
        return OptionalLong.empty();
    }
}
