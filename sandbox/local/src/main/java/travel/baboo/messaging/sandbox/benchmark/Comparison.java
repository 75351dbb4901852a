package travel.baboo.messaging.sandbox.benchmark;

import java.util.Locale;
import java.util.stream.Stream;

/** The latest figures beside those of the runs before, as text for a terminal. */
final class Comparison {

    private static final String LINE = "%-64s %14s %14s %6s%n";

    private Comparison() {}

    static String render(Results results) {
        StringBuilder text = new StringBuilder();
        results.latest().forEach((benchmark, run) -> {
            text.append(String.format(Locale.ROOT, LINE, benchmark + ", " + run.date(), "before", "now", "ratio"));
            Measurements measured = run.measurements();
            Stream.concat(
                            measured.figures().stream(),
                            measured.latencies().stream().flatMap(latency -> Stream.of("p50", "p99")
                                    .flatMap(share -> measured.find(latency.name() + ", " + share).stream())))
                    .forEach(figure -> text.append(line(results, benchmark, figure)));
            text.append('\n');
        });
        return text.toString();
    }

    private static String line(Results results, String benchmark, Figure figure) {
        return String.format(
                Locale.ROOT,
                LINE,
                "  " + figure.name() + ", " + figure.unit(),
                results.findPrevious(benchmark, figure.name())
                        .map(before -> Numbers.text(before.value()))
                        .orElse(""),
                Numbers.text(figure.value()),
                BenchmarksPage.ratio(results, benchmark, figure));
    }
}
