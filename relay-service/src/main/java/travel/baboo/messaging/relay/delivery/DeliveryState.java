package travel.baboo.messaging.relay.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** Where a delivery stands. */
public enum DeliveryState {
    /** It will be tried, at its turn. */
    WAITING,
    /** It waits for something that we cannot bring about: a person has to write first. */
    HELD,
    /** Nobody knows whether the receiver has it; it keeps its lane until the provider or a person decides. */
    UNKNOWN,
    DELIVERED,
    /** The receiver refused it, or the schedule is used up. */
    FAILED,
    /** It came to its turn too late to be of use. */
    EXPIRED,
    /** An operator took it out. */
    CANCELED;

    /** All names, for people. */
    public static final String NAMES =
            Arrays.stream(values()).map(DeliveryState::text).collect(Collectors.joining(", "));

    /** The name in database and API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it still has its place in its lane. */
    boolean isOpen() {
        return this == WAITING || this == HELD || this == UNKNOWN;
    }

    public static Optional<DeliveryState> find(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
