package travel.baboo.messaging.conversation.attention.clock;

import java.util.Arrays;
import java.util.Locale;

/** How long a traveler has waited, compared with the target. */
public enum ClockState {
    /** No wait is running. */
    IDLE,
    WAITING,
    AT_RISK,
    OVERDUE;

    /** The value in the database and in filters. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static ClockState of(String text) {
        return Arrays.stream(values())
                .filter(state -> state.text().equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no state of a response clock: " + text));
    }
}
