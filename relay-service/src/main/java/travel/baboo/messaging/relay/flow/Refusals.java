package travel.baboo.messaging.relay.flow;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Counts different deliveries refused in a row for reasons that concern our login or the address rather than the
 * delivery. One text that a firewall rejects must not pause the destination.
 */
final class Refusals {

    private final int limit;
    private final Set<UUID> inARow = new HashSet<>();

    Refusals(int limit) {
        this.limit = limit;
    }

    /** Whether the threshold is reached. */
    synchronized boolean add(UUID delivery) {
        if (inARow.size() < limit) {
            inARow.add(delivery);
        }
        return inARow.size() >= limit;
    }

    synchronized void end() {
        inARow.clear();
    }
}
