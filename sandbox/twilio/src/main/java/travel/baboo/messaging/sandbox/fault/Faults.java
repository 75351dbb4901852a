package travel.baboo.messaging.sandbox.fault;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;

/**
 * The faults of one kind that wait to strike. The oldest that fits and strikes is taken; a spent one goes away.
 *
 * @param <F> what a fault of this kind says
 */
public final class Faults<F extends Fault> {

    private record Armed<F>(F fault, Odds odds) {}

    private final Random random = new Random();
    private final List<Armed<F>> armed = new ArrayList<>();

    public void add(F fault) {
        armed.add(new Armed<>(fault, new Odds(fault.times(), fault.probability(), random)));
    }

    /** Uses up one strike of the fault it returns. */
    public Optional<F> strike(Predicate<F> fits) {
        for (Armed<F> candidate : List.copyOf(armed)) {
            if (fits.test(candidate.fault()) && candidate.odds().strikes()) {
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
