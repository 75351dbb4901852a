package travel.baboo.messaging.sandbox;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Waits for a condition, never for a time; three minutes are the end of its patience. */
final class Wait {

    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private Wait() {}

    static <T> T until(Supplier<T> look, Predicate<T> holds) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        T seen = look.get();
        while (!holds.test(seen)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("Still not so after " + PATIENCE + ": " + seen);
            }
            LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            seen = look.get();
        }
        return seen;
    }
}
