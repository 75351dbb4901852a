package travel.baboo.messaging.conversation.attention.clock;

import static travel.baboo.messaging.conversation.attention.clock.ClockEffect.ALARM;
import static travel.baboo.messaging.conversation.attention.clock.ClockEffect.CLEAR;
import static travel.baboo.messaging.conversation.attention.clock.ClockEffect.END;
import static travel.baboo.messaging.conversation.attention.clock.ClockEffect.NONE;
import static travel.baboo.messaging.conversation.attention.clock.ClockEffect.START;
import static travel.baboo.messaging.conversation.attention.clock.ClockEffect.WARN;
import static travel.baboo.messaging.conversation.attention.clock.ClockState.AT_RISK;
import static travel.baboo.messaging.conversation.attention.clock.ClockState.IDLE;
import static travel.baboo.messaging.conversation.attention.clock.ClockState.OVERDUE;
import static travel.baboo.messaging.conversation.attention.clock.ClockState.WAITING;

/**
 * The state machine of a response clock. A wait causes at most one warning and at most one alarm: only {@code IDLE} leads back to
 * {@code WAITING}.
 *
 * <pre>
 * state    | ASKED          | SETTLED     | RISK_REACHED  | TARGET_REACHED
 * IDLE     | WAITING, START | IDLE        | IDLE          | IDLE
 * WAITING  | WAITING        | IDLE, END   | AT_RISK, WARN | OVERDUE, ALARM
 * AT_RISK  | AT_RISK        | IDLE, CLEAR | AT_RISK       | OVERDUE, ALARM
 * OVERDUE  | OVERDUE        | IDLE, CLEAR | OVERDUE       | OVERDUE
 * </pre>
 */
final class ClockTable {

    /** A cell of the table. */
    record Step(ClockState to, ClockEffect effect) {}

    private ClockTable() {}

    static Step next(ClockState state, ClockInput input) {
        return switch (state) {
            case IDLE -> input == ClockInput.ASKED ? new Step(WAITING, START) : new Step(IDLE, NONE);
            case WAITING ->
                switch (input) {
                    case ASKED -> new Step(WAITING, NONE);
                    case SETTLED -> new Step(IDLE, END);
                    case RISK_REACHED -> new Step(AT_RISK, WARN);
                    case TARGET_REACHED -> new Step(OVERDUE, ALARM);
                };
            case AT_RISK ->
                switch (input) {
                    case ASKED, RISK_REACHED -> new Step(AT_RISK, NONE);
                    case SETTLED -> new Step(IDLE, CLEAR);
                    case TARGET_REACHED -> new Step(OVERDUE, ALARM);
                };
            case OVERDUE -> input == ClockInput.SETTLED ? new Step(IDLE, CLEAR) : new Step(OVERDUE, NONE);
        };
    }
}
