package travel.baboo.messaging.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.state.Changes;

/**
 * The pending faults of one kind. The oldest one that applies is used; a used-up fault is removed.
 *
 * @param <F> type of the fault
 */
public final class Faults<F extends Fault> {

    /**
     * A pending fault.
     *
     * @param left how often it still occurs; null if it occurs until it is cleared
     */
    public record Pending<F>(F fault, @Nullable Long left) {}

    private record Armed<F>(F fault, Odds odds) {}

    private final Random random = new Random();
    private final List<Armed<F>> armed = new ArrayList<>();
    private final Changes changes;

    /** @param changes is called when a fault was added, used or cleared */
    public Faults(Changes changes) {
        this.changes = changes;
    }

    public void add(F fault) {
        armed.add(new Armed<>(fault, new Odds(fault.times(), fault.probability(), random)));
        changes.happened();
    }

    /** Counts one use of the fault that it returns. */
    public Optional<F> next(Predicate<F> matches) {
        for (Armed<F> candidate : List.copyOf(armed)) {
            if (matches.test(candidate.fault()) && candidate.odds().occurs()) {
                if (candidate.odds().isSpent()) {
                    armed.remove(candidate);
                }
                changes.happened();
                return Optional.of(candidate.fault());
            }
        }
        return Optional.empty();
    }

    public List<F> list() {
        return armed.stream().map(Armed::fault).toList();
    }

    /** The same, with what is left of each. */
    public List<Pending<F>> pending() {
        return armed.stream()
                .map(each -> new Pending<>(each.fault(), each.odds().left()))
                .toList();
    }

    public void clear() {
        armed.clear();
        changes.happened();
    }
}
