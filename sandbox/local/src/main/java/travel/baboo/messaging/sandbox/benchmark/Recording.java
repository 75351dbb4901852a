package travel.baboo.messaging.sandbox.benchmark;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects what a benchmark measures and writes it as JSON into the folder that the environment names. Without that variable the benchmark
 * prints its text and nothing is written.
 */
public final class Recording {

    private static final String FOLDER = "BENCHMARK_RESULTS";

    private final String benchmark;
    private final String conditions;
    private final List<Figure> figures = new ArrayList<>();
    private final List<Latency> latencies = new ArrayList<>();

    /**
     * @param benchmark the name in {@code ./benchmark}
     * @param conditions what is measured and how, as sentences
     */
    public Recording(String benchmark, String conditions) {
        this.benchmark = benchmark;
        this.conditions = conditions;
    }

    /** Adds a figure. What could not be measured is left out: a ratio to nothing is not a number. */
    public void figure(String name, double value, String unit) {
        if (Double.isFinite(value)) {
            figures.add(new Figure(name, Numbers.rounded(value), unit));
        }
    }

    public void latency(Latency latency) {
        latencies.add(latency);
    }

    public void write() throws IOException {
        String folder = System.getenv(FOLDER);
        if (folder != null) {
            RunFiles.write(
                    Path.of(folder, benchmark + ".json"), new Measurements(benchmark, conditions, figures, latencies));
        }
    }
}
