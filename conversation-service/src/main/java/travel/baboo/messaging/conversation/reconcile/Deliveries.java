package travel.baboo.messaging.conversation.reconcile;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compares a message's receipts with Twilio's summary, so that receipts are fetched only if they differ. */
final class Deliveries {

    /** Each line of the summary counts the receipts that have got at least this far. */
    private static final Map<String, Set<String>> COUNTED = Map.of(
            "sent", Set.of("sent", "delivered", "read"),
            "delivered", Set.of("delivered", "read"),
            "read", Set.of("read"),
            "failed", Set.of("failed"),
            "undelivered", Set.of("undelivered"));

    private Deliveries() {}

    /**
     * Whether Twilio's summary differs from the known receipts.
     *
     * @param summary {@code total}, and for each status {@code all}, {@code some} or {@code none}; null if nothing was sent
     *     to a phone
     * @param known status by receipt
     */
    static boolean differ(@Nullable Object summary, Map<String, String> known) {
        if (!(summary instanceof Map<?, ?> counts)) {
            return false;
        }
        if (counts.get("total") instanceof Number total && total.intValue() != known.size()) {
            return true;
        }
        return COUNTED.entrySet().stream()
                .anyMatch(line -> counts.get(line.getKey()) instanceof String share
                        && !share.equals(share(known.values(), line.getValue())));
    }

    private static String share(Collection<String> statuses, Set<String> counted) {
        List<String> matching = statuses.stream().filter(counted::contains).toList();
        if (matching.isEmpty()) {
            return "none";
        }
        return matching.size() == statuses.size() ? "all" : "some";
    }
}
