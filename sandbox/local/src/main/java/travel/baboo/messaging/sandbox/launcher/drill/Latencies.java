package travel.baboo.messaging.sandbox.launcher.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtMake;
import travel.baboo.messaging.sandbox.launcher.drill.Evidence.AtTwilio;

/** How long messages took from Twilio to Make.com. */
final class Latencies {

    /** @param created at Twilio */
    record Latency(Instant created, Instant arrived) {

        Duration value() {
            return Duration.between(created, arrived);
        }
    }

    private final List<Latency> all = new ArrayList<>();

    Latencies(Evidence evidence) {
        Map<String, Instant> arrived = new HashMap<>();
        for (AtMake delivery : evidence.make()) {
            arrived.merge(delivery.messageSid(), delivery.time(), (a, b) -> a.isBefore(b) ? a : b);
        }
        for (AtTwilio message : evidence.twilio()) {
            Instant time = arrived.get(message.sid());
            if (time != null) {
                all.add(new Latency(message.created(), time));
            }
        }
    }

    List<Latency> all() {
        return all;
    }

    /**
     * A percentile of messages.
     *
     * @param share 0.5 for the median
     * @param created whether a message that was created then counts
     * @return zero if there were none
     */
    Duration percentile(double share, Predicate<Instant> created) {
        List<Duration> values = all.stream()
                .filter(one -> created.test(one.created()))
                .map(Latency::value)
                .sorted()
                .toList();
        return values.isEmpty()
                ? Duration.ZERO
                : values.get((int) Math.min(values.size() - 1L, Math.round(share * values.size())));
    }

    /** How long after a time the last message arrived that had been created before it. */
    Duration untilAllOlderArrived(Instant time) {
        return all.stream()
                .filter(one -> one.created().isBefore(time) && one.arrived().isAfter(time))
                .map(one -> Duration.between(time, one.arrived()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }
}
