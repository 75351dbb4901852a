package travel.baboo.messaging.relay.intake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Sorts messages of one conversation in a batch into their order at Twilio, because webhooks overtake each other. Only adjacent new
 * messages change places; any other event of the conversation separates them.
 */
final class MessageOrder {

    private MessageOrder() {}

    /** The same events, in the order of storing. */
    static List<Received> of(List<Received> arrived) {
        List<Received> ordered = new ArrayList<>(arrived);
        Map<String, List<Integer>> runs = new HashMap<>();
        for (int place = 0; place < arrived.size(); place++) {
            Received received = arrived.get(place);
            String key = received.event().key();
            if (received.index().isPresent()) {
                runs.computeIfAbsent(key, none -> new ArrayList<>()).add(place);
            } else {
                Optional.ofNullable(runs.remove(key)).ifPresent(run -> sort(run, arrived, ordered));
            }
        }
        runs.values().forEach(run -> sort(run, arrived, ordered));
        return ordered;
    }

    private static void sort(List<Integer> run, List<Received> arrived, List<Received> ordered) {
        List<Received> sorted = run.stream()
                .map(arrived::get)
                .sorted(Comparator.comparing(received -> received.index().orElseThrow()))
                .toList();
        for (int i = 0; i < sorted.size(); i++) {
            ordered.set(run.get(i), sorted.get(i));
        }
    }
}
