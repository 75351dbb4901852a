package travel.baboo.messaging.conversation.mirror;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;

/** Splits changes so that one statement can write many: it can change a row once only. */
final class Rounds {

    private Rounds() {}

    /** Each round has every key at most once; the changes of a key keep their order from round to round. */
    static <T> List<List<T>> of(List<T> changes, Function<T, String> key) {
        List<List<T>> rounds = new ArrayList<>();
        Map<String, Integer> times = new HashMap<>();
        for (T change : changes) {
            int round = times.merge(key.apply(change), 1, Integer::sum) - 1;
            if (round == rounds.size()) {
                rounds.add(new ArrayList<>());
            }
            rounds.get(round).add(change);
        }
        return rounds;
    }

    /** The same, but changes of some kind have a round of their own, after those before them and before those after them. */
    static <T> List<List<T>> of(List<T> changes, Predicate<T> alone, Function<T, String> key) {
        List<List<T>> rounds = new ArrayList<>();
        List<T> together = new ArrayList<>();
        for (T change : changes) {
            if (alone.test(change)) {
                rounds.addAll(of(together, key));
                rounds.add(List.of(change));
                together.clear();
            } else {
                together.add(change);
            }
        }
        rounds.addAll(of(together, key));
        return rounds;
    }
}
