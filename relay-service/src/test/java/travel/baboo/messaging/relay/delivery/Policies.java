package travel.baboo.messaging.relay.delivery;

import java.time.Duration;
import java.util.List;
import travel.baboo.messaging.relay.destination.Policy;
import travel.baboo.messaging.relay.flow.Traffic;

/** Policies for tests. */
final class Policies {

    static final Policy TEXTS = texts(Policy.Fate.HOLD);

    private Policies() {}

    /** With a schedule of 10 s and 10 min, and checks 15 s, 2 min and 10 min after the attempt. */
    static Policy texts(Policy.Fate fate) {
        return new Policy(
                Duration.ofDays(1),
                List.of(Duration.ofSeconds(10), Duration.ofMinutes(10)),
                new Traffic(1, 0, Duration.ofSeconds(1)),
                Duration.ofMinutes(10),
                Duration.ofSeconds(18),
                false,
                new Policy.Unknown(
                        fate,
                        Duration.ofMinutes(5),
                        List.of(Duration.ofSeconds(15), Duration.ofMinutes(2), Duration.ofMinutes(10))));
    }
}
