package travel.baboo.messaging.relay.delivery;

import static travel.baboo.messaging.relay.delivery.DeliveryState.CANCELED;
import static travel.baboo.messaging.relay.delivery.DeliveryState.DELIVERED;
import static travel.baboo.messaging.relay.delivery.DeliveryState.EXPIRED;
import static travel.baboo.messaging.relay.delivery.DeliveryState.FAILED;
import static travel.baboo.messaging.relay.delivery.DeliveryState.HELD;
import static travel.baboo.messaging.relay.delivery.DeliveryState.UNKNOWN;
import static travel.baboo.messaging.relay.delivery.DeliveryState.WAITING;

import java.util.Arrays;
import java.util.Set;

/**
 * The state machine of deliveries as one table: from which state, for which cause, to which state.
 *
 * <p>Java decides by it, and every statement that changes a state repeats its row as a condition: a decision based on a state
 * that has changed since has no effect.
 */
public final class Transitions {

    /** Why a delivery changes. */
    public enum Cause {
        /** It is next, and its result is known without an attempt. */
        TURN,
        /** An attempt ended. This always counts, because the request was made. */
        ATTEMPT,
        /** Twilio reported the result of the latest attempt. */
        STATUS,
        /** The phone that it waits for wrote. */
        PHONE,
        /** An operator retries it. */
        REPEAT,
        /** An operator settles it. */
        SETTLE,
        /** An operator cancels it. */
        CANCEL
    }

    private record Row(Cause cause, DeliveryState to, Set<DeliveryState> from) {}

    private static final Row[] TABLE = {
        new Row(Cause.TURN, WAITING, Set.of(WAITING, HELD, UNKNOWN)),
        new Row(Cause.TURN, UNKNOWN, Set.of(UNKNOWN)),
        new Row(Cause.TURN, DELIVERED, Set.of(UNKNOWN)),
        new Row(Cause.TURN, FAILED, Set.of(WAITING, HELD, UNKNOWN)),
        new Row(Cause.TURN, HELD, Set.of(WAITING, HELD)),
        new Row(Cause.TURN, EXPIRED, Set.of(WAITING, HELD)),
        new Row(Cause.ATTEMPT, WAITING, Set.of(WAITING, HELD, UNKNOWN)),
        new Row(Cause.ATTEMPT, HELD, Set.of(WAITING, HELD, UNKNOWN)),
        new Row(Cause.ATTEMPT, UNKNOWN, Set.of(WAITING, HELD, UNKNOWN)),
        new Row(Cause.ATTEMPT, FAILED, Set.of(WAITING, HELD, UNKNOWN)),
        new Row(Cause.ATTEMPT, DELIVERED, Set.of(WAITING, HELD, UNKNOWN, DELIVERED, FAILED, EXPIRED, CANCELED)),
        new Row(Cause.STATUS, DELIVERED, Set.of(UNKNOWN)),
        new Row(Cause.STATUS, FAILED, Set.of(UNKNOWN, DELIVERED)),
        new Row(Cause.STATUS, HELD, Set.of(UNKNOWN, DELIVERED)),
        new Row(Cause.STATUS, WAITING, Set.of(UNKNOWN, DELIVERED)),
        new Row(Cause.PHONE, WAITING, Set.of(HELD)),
        new Row(Cause.REPEAT, WAITING, Set.of(WAITING, HELD, UNKNOWN, DELIVERED, FAILED, EXPIRED, CANCELED)),
        new Row(Cause.SETTLE, DELIVERED, Set.of(UNKNOWN)),
        new Row(Cause.SETTLE, FAILED, Set.of(UNKNOWN)),
        new Row(Cause.CANCEL, CANCELED, Set.of(WAITING, HELD)),
    };

    private Transitions() {}

    /** Whether a delivery may move between the states for this cause. */
    public static boolean allows(Cause cause, DeliveryState from, DeliveryState to) {
        return Arrays.stream(TABLE)
                .anyMatch(row ->
                        row.cause() == cause && row.to() == to && row.from().contains(from));
    }

    /** The names of the states from which a delivery may reach the given one for this cause. */
    public static String[] from(Cause cause, DeliveryState to) {
        return Arrays.stream(TABLE)
                .filter(row -> row.cause() == cause && row.to() == to)
                .flatMap(row -> row.from().stream())
                .map(DeliveryState::text)
                .toArray(String[]::new);
    }
}
