package travel.baboo.messaging.sandbox.fault;

import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** How often a fault occurs: the next few times, or each time with a probability. */
final class Odds {

    private final RandomGenerator random;
    private final @Nullable Double probability;
    private final boolean endless;
    private long left;

    Odds(@Nullable Integer times, @Nullable Double probability, RandomGenerator random) {
        if (times != null && times < 1) {
            throw new IllegalArgumentException("times must be at least 1");
        }
        if (probability != null && !(probability > 0 && probability <= 1)) {
            throw new IllegalArgumentException("probability must be above 0 and at most 1");
        }
        this.random = random;
        this.probability = probability;
        this.endless = times == null && probability != null;
        this.left = times != null ? times : 1;
    }

    boolean occurs() {
        if (left == 0 || (probability != null && random.nextDouble() >= probability)) {
            return false;
        }
        if (!endless) {
            left--;
        }
        return true;
    }

    boolean isSpent() {
        return left == 0;
    }

    /** How often it still occurs; null if there is no end. */
    @Nullable
    Long left() {
        return endless ? null : left;
    }
}
