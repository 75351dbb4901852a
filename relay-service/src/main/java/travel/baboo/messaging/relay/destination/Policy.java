package travel.baboo.messaging.relay.destination;

import java.time.Duration;
import java.util.List;
import travel.baboo.messaging.relay.flow.Traffic;

/**
 * When, how fast and how often deliveries of a destination are attempted.
 *
 * @param ttl after this time since it happened, a message is of no use
 * @param retrySchedule the pauses between attempts
 * @param traffic how many requests it bears
 * @param directoryWait how long a delivery waits for its conversation's directory record
 * @param longestCall no attempt takes longer
 * @param repeatable whether the receiver recognizes a repeated delivery. If not, an attempt is written down before it is made, and one that was
 *     cut short is not repeated
 * @param unknown what becomes of a delivery whose fate is unknown
 */
public record Policy(
        Duration ttl,
        List<Duration> retrySchedule,
        Traffic traffic,
        Duration directoryWait,
        Duration longestCall,
        boolean repeatable,
        Unknown unknown) {

    public Policy {
        retrySchedule = List.copyOf(retrySchedule);
    }

    /**
     * What becomes of a delivery whose fate is unknown.
     *
     * @param fate what is done when the provider could not say either
     * @param patience since the attempt, until that is done
     * @param checks since the attempt, when the provider is asked; what it does not know at the last check was not sent
     */
    public record Unknown(Fate fate, Duration patience, List<Duration> checks) {

        /** For receivers that recognize a repeated delivery. */
        public static final Unknown NEVER = new Unknown(Fate.HOLD, Duration.ZERO, List.of());

        public Unknown {
            checks = List.copyOf(checks);
        }
    }

    /** What is done about a delivery that stays unknown. */
    public enum Fate {
        /** It keeps its lane until the provider or a person decides. */
        HOLD,
        /** It is sent again, perhaps for the second time. */
        REPEAT,
        /** It fails, and the lane goes on. */
        GIVE_UP
    }
}
