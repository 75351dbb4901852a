package travel.baboo.messaging.relay.destination;

import java.time.Duration;
import java.util.List;
import travel.baboo.messaging.relay.flow.Traffic;

/**
 * When, how fast and how often a destination's deliveries are attempted.
 *
 * @param ttl time after the event at which a delivery expires
 * @param retrySchedule the pauses between attempts
 * @param traffic the load that it accepts
 * @param directoryWait how long a delivery waits for its conversation's directory entry
 * @param longestCall maximum duration of an attempt
 * @param repeatable whether the receiver recognizes repeated deliveries. If not, an attempt is recorded before it is made, and an
 *     interrupted one is not repeated
 * @param unknown what to do with a delivery of unknown fate
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
     * What to do with a delivery of unknown fate.
     *
     * @param fate what to do if the provider cannot say either
     * @param patience time after the attempt at which that is done
     * @param checks times after the attempt at which the provider is asked; what it does not know at the last one was not sent
     */
    public record Unknown(Fate fate, Duration patience, List<Duration> checks) {

        /** For receivers that recognize repeated deliveries. */
        public static final Unknown NEVER = new Unknown(Fate.HOLD, Duration.ZERO, List.of());

        public Unknown {
            checks = List.copyOf(checks);
        }
    }

    /** What to do with a delivery that stays unknown. */
    public enum Fate {
        /** It blocks its lane until the provider or an operator decides. */
        HOLD,
        /** It is sent again, possibly twice. */
        REPEAT,
        /** It fails, and the lane continues. */
        GIVE_UP
    }
}
