package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of metrics is what the sources say, and the sources name every metric in one way. */
class MetricsReferenceTest {

    private static final Path PAGE = Project.ROOT.resolve("docs/metrics.md");
    private static final Pattern REGISTERED =
            Pattern.compile("\\b(?:counter|timer|gauge|summary|builder)\\(\\s*\"(baboo[^\"]*)\"");

    @Test
    void thePageIsWhatTheSourcesSay() throws IOException {
        String reference = MetricsReference.write();
        if (System.getProperty("metrics.write") != null) {
            Files.writeString(PAGE, reference);
        }
        assertThat(PAGE).content().isEqualTo(reference);
    }

    @Test
    void noMetricIsNamedInPassing() throws IOException {
        List<String> unnamed = new ArrayList<>();
        for (Project.Module service : Project.SERVICES) {
            try (Stream<Path> files = Files.walk(service.sources())) {
                for (Path file :
                        files.filter(path -> path.toString().endsWith(".java")).toList()) {
                    Matcher registered = REGISTERED.matcher(Files.readString(file));
                    while (registered.find()) {
                        unnamed.add(file.getFileName() + ": " + registered.group(1));
                    }
                }
            }
        }
        assertThat(unnamed).isEmpty();
    }
}
