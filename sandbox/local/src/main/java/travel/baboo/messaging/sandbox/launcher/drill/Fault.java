package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;
import java.util.List;

/**
 * One fault of a plan.
 *
 * @param at since the drill's first message
 * @param target the process's name, or those of several with a space between; empty for faults of Twilio and Make.com
 * @param duration until it is repaired
 */
record Fault(FaultKind kind, String target, Duration at, Duration duration) {

    Duration end() {
        return at.plus(duration);
    }

    /** The names of the processes. */
    List<String> targets() {
        return List.of(target.split(" "));
    }

    /** Number of processes that it kills. */
    int kills() {
        return kind.kills() ? targets().size() : 0;
    }

    String label() {
        return target.isEmpty() ? kind.label() : kind.label() + " " + target;
    }
}
