package travel.baboo.messaging.relay.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Where a delivery stands. */
public enum DeliveryState {
    /** It will be tried, at its turn. */
    WAITING,
    /** Nobody knows whether the receiver has it; it holds its lane until somebody decides. */
    UNKNOWN,
    DELIVERED,
    /** The receiver refused it, or the schedule is used up. */
    FAILED,
    /** It came to its turn too late to be of use. */
    EXPIRED;

    /** The name in database and API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<DeliveryState> find(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
