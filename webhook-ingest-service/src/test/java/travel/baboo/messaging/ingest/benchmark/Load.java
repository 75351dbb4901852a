package travel.baboo.messaging.ingest.benchmark;

import org.HdrHistogram.Histogram;
import org.HdrHistogram.HistogramIterationValue;
import travel.baboo.messaging.sandbox.benchmark.Latency;

/**
 * The result of a period of load.
 *
 * @param answered requests that were answered 200
 * @param refused requests that were answered anything else
 * @param nanos how long it took
 * @param latency of each answer, in nanoseconds
 */
record Load(long answered, long refused, long nanos, Histogram latency) {

    static Load none() {
        return new Load(0, 0, 0, new Histogram(3));
    }

    Load plus(Load other) {
        Histogram both = latency.copy();
        both.add(other.latency);
        return new Load(answered + other.answered, refused + other.refused, nanos + other.nanos, both);
    }

    double perSecond() {
        return answered * 1e9 / nanos;
    }

    double millisAt(double percentile) {
        return latency.getValueAtPercentile(percentile) / 1e6;
    }

    Latency latency(String name) {
        Latency.Counter counter = new Latency.Counter();
        for (HistogramIterationValue value : latency.recordedValues()) {
            counter.add(value.getValueIteratedTo() / 1e6, value.getCountAddedInThisIterationStep());
        }
        return counter.latency(name);
    }
}
