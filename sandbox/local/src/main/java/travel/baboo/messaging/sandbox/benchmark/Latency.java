package travel.baboo.messaging.sandbox.benchmark;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A distribution of times in milliseconds.
 *
 * @param upTo upper bounds of the buckets that are not empty, ascending, twenty a decade
 * @param counts how many times each bucket has
 */
public record Latency(
        String name,
        long count,
        double p50,
        double p90,
        double p99,
        double p999,
        double max,
        List<Double> upTo,
        List<Long> counts) {

    static final int BUCKETS_A_DECADE = 20;

    private static final double SHORTEST = 0.01;

    public Latency {
        upTo = List.copyOf(upTo);
        counts = List.copyOf(counts);
        if (upTo.size() != counts.size()) {
            throw new IllegalArgumentException(name + " has bounds without counts, or counts without bounds");
        }
    }

    public static Latency of(String name, double[] millis) {
        Counter counter = new Counter();
        for (double one : millis) {
            counter.add(one, 1);
        }
        return counter.latency(name);
    }

    /** Adds up times. */
    public static final class Counter {

        private final TreeMap<Double, Long> times = new TreeMap<>();
        private long total;

        public void add(double millis, long count) {
            times.merge(millis, count, Long::sum);
            total += count;
        }

        /** What was added so far, at least one. */
        public Latency latency(String name) {
            TreeMap<Double, Long> buckets = new TreeMap<>();
            times.forEach((millis, count) -> buckets.merge(bound(millis), count, Long::sum));
            return new Latency(
                    name,
                    total,
                    at(0.5),
                    at(0.9),
                    at(0.99),
                    at(0.999),
                    at(1),
                    List.copyOf(buckets.keySet()),
                    List.copyOf(buckets.values()));
        }

        private double at(double share) {
            long rank = Math.max(1, (long) Math.ceil(share * total));
            long seen = 0;
            for (Map.Entry<Double, Long> time : times.entrySet()) {
                seen += time.getValue();
                if (seen >= rank) {
                    return Numbers.rounded(time.getKey());
                }
            }
            throw new IllegalStateException("Nothing was measured");
        }
    }

    /** Of the bucket that a time belongs to. Three digits are enough: bounds are 12 % apart. */
    private static double bound(double millis) {
        double step = Math.ceil(BUCKETS_A_DECADE * Math.log10(Math.max(millis, SHORTEST)) - 1e-9);
        return Numbers.rounded(Math.pow(10, step / BUCKETS_A_DECADE), 3);
    }
}
