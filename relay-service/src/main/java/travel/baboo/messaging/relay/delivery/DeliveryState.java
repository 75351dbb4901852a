package travel.baboo.messaging.relay.delivery;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** The state of a delivery. */
public enum DeliveryState {
    /** It will be attempted when it is next. */
    WAITING,
    /** It waits for something outside our control: a person has to write first. */
    HELD,
    /** It is unknown whether the receiver has it; it blocks its lane until the provider or a person decides. */
    UNKNOWN,
    DELIVERED,
    /** The receiver refused it, or the retry schedule is exhausted. */
    FAILED,
    /** Its TTL passed before it was next. */
    EXPIRED,
    /** An operator canceled it. */
    CANCELED;

    /** All names, for display. */
    public static final String NAMES =
            Arrays.stream(values()).map(DeliveryState::text).collect(Collectors.joining(", "));

    /** The name in database and API. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it still occupies its lane. */
    boolean isOpen() {
        return this == WAITING || this == HELD || this == UNKNOWN;
    }

    public static Optional<DeliveryState> find(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst();
    }
}
