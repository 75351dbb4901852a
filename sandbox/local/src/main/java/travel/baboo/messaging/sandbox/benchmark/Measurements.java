package travel.baboo.messaging.sandbox.benchmark;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one run of a benchmark measured.
 *
 * @param benchmark its name in {@code ./benchmark}
 * @param conditions what was measured and how, as sentences
 */
public record Measurements(String benchmark, String conditions, List<Figure> figures, List<Latency> latencies) {

    public Measurements {
        figures = List.copyOf(figures);
        latencies = List.copyOf(latencies);
    }

    /** The figure of this name; a percentile of a latency is called {@code <latency>, p99}. */
    Optional<Figure> find(String name) {
        return Stream.concat(figures.stream(), latencies.stream().flatMap(Measurements::percentiles))
                .filter(figure -> figure.name().equals(name))
                .findFirst();
    }

    private static Stream<Figure> percentiles(Latency latency) {
        return Stream.of(
                new Figure(latency.name() + ", p50", latency.p50(), "ms"),
                new Figure(latency.name() + ", p99", latency.p99(), "ms"));
    }
}
