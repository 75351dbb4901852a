package travel.baboo.messaging.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The pending faults of one kind. The oldest one that applies is used; a used-up fault is removed.
 *
 * @param <F> type of the fault
 */
public final class Faults<F extends Fault> {

    private record Armed<F>(F fault, Odds odds) {}

    private final Random random = new Random();
    private final List<Armed<F>> armed = new ArrayList<>();

    public void add(F fault) {
        armed.add(new Armed<>(fault, new Odds(fault.times(), fault.probability(), random)));
    }

    /** Counts one use of the fault that it returns. */
    public Optional<F> next(Predicate<F> matches) {
        for (Armed<F> candidate : List.copyOf(armed)) {
            if (matches.test(candidate.fault()) && candidate.odds().occurs()) {
                if (candidate.odds().isSpent()) {
                    armed.remove(candidate);
                }
                return Optional.of(candidate.fault());
            }
        }
        return Optional.empty();
    }

    public List<F> list() {
        return armed.stream().map(Armed::fault).toList();
    }

    public void clear() {
        armed.clear();
    }
}
