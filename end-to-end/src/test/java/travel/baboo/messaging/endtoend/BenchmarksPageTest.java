package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.benchmark.BenchmarksPage;
import travel.baboo.messaging.sandbox.benchmark.Results;
import travel.baboo.messaging.sandbox.benchmark.ScalingPage;

/** The pages about speed say what the kept results say: {@code ./benchmark page} and {@code ./benchmark scaling} write them. */
class BenchmarksPageTest {

    private static final Path DOCUMENTS = Project.ROOT.resolve("docs");

    /** Runs on a machine that others use differ by as much. */
    private static final double FACTOR = 1.5;

    @Test
    void thePageIsWhatTheResultsSay() throws IOException {
        assertThat(DOCUMENTS.resolve("benchmarks.md"))
                .content()
                .isEqualTo(BenchmarksPage.render(Results.read(DOCUMENTS)));
    }

    @Test
    void thePicturesAreWhatTheResultsSay() throws IOException {
        Map<String, String> pictures = BenchmarksPage.pictures(Results.read(DOCUMENTS));
        for (Map.Entry<String, String> picture : pictures.entrySet()) {
            assertThat(DOCUMENTS.resolve("benchmarks").resolve(picture.getKey()))
                    .content()
                    .isEqualTo(picture.getValue());
        }
        try (Stream<Path> files = Files.list(DOCUMENTS.resolve("benchmarks"))) {
            List<String> drawn = files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".svg"))
                    .toList();
            assertThat(drawn).containsExactlyInAnyOrderElementsOf(pictures.keySet());
        }
    }

    @Test
    void theModelFollowsFromItsCosts() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("scaling.md"));
        assertThat(ScalingPage.calculate(page)).isEqualTo(page);
    }

    @Test
    void theModelsCostsAreThoseOfTheLatestRuns() throws IOException {
        String page = Files.readString(DOCUMENTS.resolve("scaling.md"));
        assertThat(ScalingPage.outdated(page, Results.read(DOCUMENTS), FACTOR)).isEmpty();
    }
}
