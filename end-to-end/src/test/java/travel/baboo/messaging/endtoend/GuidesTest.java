package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guides show is what there is: their links lead somewhere, their metrics exist, their code is what our tests run. */
class GuidesTest {

    private static final Path DOCS = Project.ROOT.resolve("docs");
    private static final Pattern LINK = Pattern.compile("]\\((?!https?://|#)([^)#]+)(?:#[^)]*)?\\)");
    private static final Pattern METRIC = Pattern.compile("\\bbaboo_[a-z0-9_]+");

    private static Set<String> knownMetrics = Set.of();

    @BeforeAll
    static void readMetrics() throws IOException {
        knownMetrics = MetricsReference.all().stream()
                .map(metric -> Observability.base(metric.name()))
                .collect(Collectors.toSet());
    }

    static Stream<Path> pages() throws IOException {
        try (Stream<Path> all = Files.walk(DOCS)) {
            List<Path> pages =
                    all.filter(file -> file.toString().endsWith(".md")).toList();
            return Stream.concat(pages.stream(), Stream.of(Project.ROOT.resolve("README.md")));
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyLinkLeadsSomewhere(Path page) throws IOException {
        Matcher links = LINK.matcher(Files.readString(page));
        while (links.find()) {
            assertThat(page.resolveSibling(links.group(1)).normalize())
                    .as("%s in %s", links.group(1), page)
                    .exists();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void everyMetricThatIsNamedExists(Path page) throws IOException {
        Set<String> named = new TreeSet<>();
        Matcher metrics = METRIC.matcher(Files.readString(page));
        while (metrics.find()) {
            named.add(Observability.base(metrics.group()));
        }
        named.removeIf(name -> name.endsWith("_"));
        assertThat(named).isSubsetOf(knownMetrics);
    }

    @Test
    void theAngularGuideShowsTheExampleThatRuns() throws IOException {
        assertThat(DOCS.resolve("guides/angular.md"))
                .content()
                .contains(Files.readString(Project.ROOT.resolve("packages/messaging/example/inbox.ts")));
    }
}
