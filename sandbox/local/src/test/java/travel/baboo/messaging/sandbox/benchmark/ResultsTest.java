package travel.baboo.messaging.sandbox.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultsTest {

    @TempDir
    Path documents;

    @Test
    void aRunIsComparedWithTheOneBefore() throws IOException {
        keep(4_000, 20);
        keep(6_500, 10);

        Results results = Results.read(documents);
        String page = BenchmarksPage.render(results);
        assertThat(page)
                .contains("| Relay, with PostgreSQL's fsync | ≥ 6,000 deliveries/s | 6,500 deliveries/s | yes | 1.63 |")
                .contains("| one destination | 6,500 deliveries/s | 1.63 |")
                .contains("| answers | 1 | 10.0 | 10.0 | 10.0 | 10.0 | 10.0 | 0.50 |")
                .contains("commit `abc`", "load average before 0.25, other processes took 5 % of the processors.");
        assertThat(Comparison.render(results))
                .containsPattern("one destination, deliveries/s +4,000 +6,500 +1.63")
                .containsPattern("answers, p99, ms +20.0 +10.0 +0.50");
    }

    @Test
    void onlyTheRunBeforeIsKeptBesideTheLatest() throws IOException {
        keep(1, 1);
        keep(2, 1);
        keep(3, 1);

        Results results = Results.read(documents);
        assertThat(results.find("relay", "one destination")).map(Figure::value).contains(3.0);
        assertThat(results.findPrevious("relay", "one destination"))
                .map(Figure::value)
                .contains(2.0);
    }

    @Test
    void whatHasNoRunIsNotMeasured() throws IOException {
        keep(5_999, 1);

        String page = BenchmarksPage.render(Results.read(documents));
        assertThat(page)
                .contains("| 5,999 deliveries/s | no |")
                .contains("| Mirror with one consumer | ≥ 6,000 events/s | not measured |")
                .contains("Not measured: `ingest`");
    }

    @Test
    void everyDistributionHasItsRowInThePicture() throws IOException {
        keep(1, 1);

        assertThat(BenchmarksPage.pictures(Results.read(documents)))
                .containsOnlyKeys("relay.svg")
                .hasEntrySatisfying("relay.svg", svg -> assertThat(svg)
                        .contains(">answers</text>", "<rect ", "p50 1.00, p99 1.00 ms"));
    }

    private void keep(double perSecond, double millis) throws IOException {
        Measurements measurements = new Measurements(
                "relay",
                "To one receiver.",
                List.of(new Figure("one destination", perSecond, "deliveries/s")),
                List.of(Latency.of("answers", new double[] {millis})));
        Results.keep(documents, new Run("2026-11-30", "abc", 2, "17", 0.25, 4.6, measurements));
    }
}
