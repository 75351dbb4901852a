package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;

/**
 * One fault of a plan.
 *
 * @param at since the drill's first message
 * @param target the process's name; empty for faults of Twilio and Make.com
 * @param duration until it is repaired
 */
record Fault(FaultKind kind, String target, Duration at, Duration duration) {

    Duration end() {
        return at.plus(duration);
    }

    String label() {
        return target.isEmpty() ? kind.label() : kind.label() + " " + target;
    }
}
