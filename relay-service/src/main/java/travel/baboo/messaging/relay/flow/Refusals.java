package travel.baboo.messaging.relay.flow;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Counts the different deliveries that a destination refused in a row, in a way that says more about the login or the address than
 * about the delivery. One text that a firewall in between does not like must not stop all others.
 */
final class Refusals {

    private final int limit;
    private final Set<UUID> inARow = new HashSet<>();

    Refusals(int limit) {
        this.limit = limit;
    }

    /** True when there are now as many as it takes. */
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
