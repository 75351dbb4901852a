package travel.baboo.messaging.sandbox.benchmark;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The page {@code docs/benchmarks.md}: a function of the results alone, with a picture of each benchmark's latencies beside it. */
public final class BenchmarksPage {

    private static final String NOT_MEASURED = "not measured";

    private static final String HEAD =
            """
            # Benchmarks

            `./benchmark` measures everything in about half an hour, keeps the figures in [results](benchmarks/results), and writes
            this page from them. `./benchmark ingest relay` measures a part, `./benchmark compare` shows the latest figures beside
            those of the run before, and `./benchmark help` lists the rest.

            Generator, servers, PostgreSQL and Kafka share the machine. Machines differ, so compare figures of one run. *Ratio* is
            a figure divided by the same figure of the run before.

            """;

    private static final String TITLES =
            """
            ingest        webhook-ingest-service
            event-stream  webhook-ingest-service: Event Streams
            memory        webhook-ingest-service: memory
            relay         relay-service
            conversation  conversation-service
            whole         The whole
            token         token-service
            minting       token-service: one token minted
            sandbox       The sandbox
            start         Start and memory
            """;

    private BenchmarksPage() {}

    /** Markdown. */
    public static String render(Results results) {
        StringBuilder page = new StringBuilder(HEAD);
        page.append("| Aim | | Measured | Met | Ratio | Date |\n|---|---|---|---|---|---|\n");
        Aim.ALL.forEach(aim -> page.append(row(aim, results)));
        List<String> missing = new ArrayList<>();
        titles().forEach((benchmark, title) -> results.latest(benchmark)
                .ifPresentOrElse(run -> section(page, title, run, results), () -> missing.add("`" + benchmark + "`")));
        if (!missing.isEmpty()) {
            page.append("\nNot measured: ").append(String.join(", ", missing)).append(".\n");
        }
        return page.toString();
    }

    /** SVG files by their names below {@code docs/benchmarks}. */
    public static Map<String, String> pictures(Results results) {
        Map<String, String> pictures = new LinkedHashMap<>();
        results.latest().forEach((benchmark, run) -> {
            List<Latency> latencies = run.measurements().latencies();
            if (!latencies.isEmpty()) {
                pictures.put(benchmark + ".svg", LatencyPicture.render(latencies));
            }
        });
        return pictures;
    }

    private static Map<String, String> titles() {
        Map<String, String> titles = new LinkedHashMap<>();
        TITLES.lines().forEach(line -> {
            String[] words = line.split(" +", 2);
            titles.put(words[0], words[1]);
        });
        return titles;
    }

    private static String row(Aim aim, Results results) {
        Optional<Figure> figure = results.find(aim.benchmark(), aim.figure());
        return cells(
                aim.text(),
                aim.bound(),
                figure.map(BenchmarksPage::text).orElse(NOT_MEASURED),
                figure.map(measured -> aim.isMetBy(measured.value()) ? "yes" : "no")
                        .orElse(""),
                figure.map(measured -> ratio(results, aim.benchmark(), measured))
                        .orElse(""),
                figure.flatMap(measured -> results.latest(aim.benchmark()))
                        .map(Run::date)
                        .orElse(""));
    }

    private static void section(StringBuilder page, String title, Run run, Results results) {
        Measurements measured = run.measurements();
        page.append("\n## ").append(title).append("\n\n`./benchmark ").append(measured.benchmark());
        page.append("`: ").append(measured.conditions()).append("\n\n");
        page.append(String.format(
                Locale.ROOT,
                "%s, commit `%s`, %d processors, Java %s, load average before %.2f%s.%n",
                run.date(),
                run.commit(),
                run.processors(),
                run.java(),
                run.loadBefore(),
                others(run.others())));
        if (!measured.figures().isEmpty()) {
            page.append("\n| | Measured | Ratio |\n|---|---|---|\n");
            measured.figures()
                    .forEach(figure -> page.append(
                            cells(figure.name(), text(figure), ratio(results, measured.benchmark(), figure))));
        }
        if (!measured.latencies().isEmpty()) {
            page.append(
                    "\n| ms | Count | p50 | p90 | p99 | p99.9 | Max | Ratio of p99 |\n|---|---|---|---|---|---|---|---|\n");
            measured.latencies().forEach(latency -> page.append(row(latency, measured.benchmark(), results)));
            page.append("\n![Latencies of %s](benchmarks/%s.svg)\n".formatted(title, measured.benchmark()));
        }
    }

    /** The kernel's counters are rounded, so that a share of nothing may be a little below it. */
    private static String others(@Nullable Double share) {
        return share == null
                ? ""
                : String.format(Locale.ROOT, ", other processes took %.0f %% of the processors", Math.max(0, share));
    }

    private static String row(Latency latency, String benchmark, Results results) {
        return cells(
                latency.name(),
                String.format(Locale.ROOT, "%,d", latency.count()),
                Numbers.text(latency.p50()),
                Numbers.text(latency.p90()),
                Numbers.text(latency.p99()),
                Numbers.text(latency.p999()),
                Numbers.text(latency.max()),
                ratio(results, benchmark, new Figure(latency.name() + ", p99", latency.p99(), "ms")));
    }

    private static String text(Figure figure) {
        return Numbers.text(figure.value()) + " " + figure.unit();
    }

    static String ratio(Results results, String benchmark, Figure now) {
        return results.findPrevious(benchmark, now.name())
                .map(before -> Numbers.ratio(now.value(), before.value()))
                .orElse("");
    }

    private static String cells(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }
}
