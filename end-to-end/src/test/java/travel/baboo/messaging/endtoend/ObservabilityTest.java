package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboards look at metrics that exist; whoever is woken finds a page. */
class ObservabilityTest {

    private static final Path RUNBOOKS = Project.ROOT.resolve("docs/runbooks");

    @TempDir
    Path folder;

    @Test
    void everyMetricOfOursThatIsLookedAtExists() throws IOException {
        Set<String> known = MetricsReference.all().stream()
                .map(metric -> Observability.base(metric.name()))
                .collect(Collectors.toSet());
        Set<String> used = new TreeSet<>(Observability.metrics());
        used.removeIf(name -> !name.startsWith("baboo_"));
        assertThat(used).hasSizeGreaterThan(30).isSubsetOf(known);
    }

    @Test
    void everyMetricOfOursIsLookedAt() throws IOException {
        Set<String> used = Observability.metrics();
        assertThat(MetricsReference.all())
                .extracting(metric -> Observability.base(metric.name()))
                .isSubsetOf(used);
    }

    @Test
    void everyAlertSaysWhatItMeansAndHasItsPage() throws IOException {
        Set<String> names = new HashSet<>();
        for (Observability.Alert alert : Observability.alerts()) {
            assertThat(names.add(alert.name())).as(alert.name()).isTrue();
            assertThat(alert.severity()).as(alert.name()).isIn("warning", "critical");
            assertThat(alert.summary()).as(alert.name()).isNotBlank();
            Path page = Project.ROOT.resolve(alert.runbook());
            assertThat(page).as(alert.name()).isRegularFile();
            assertThat(page).content().contains("Alert: `").contains("`" + alert.name() + "`");
        }
    }

    @Test
    void everyPageThatSaysSoIsAnAlerts() throws IOException {
        Set<String> alerted = Observability.alerts().stream()
                .map(alert -> Path.of(alert.runbook()).getFileName().toString())
                .collect(Collectors.toSet());
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages.filter(ObservabilityTest::isOfAnAlert)
                            .map(page -> page.getFileName().toString()))
                    .containsExactlyInAnyOrderElementsOf(alerted);
        }
    }

    private static boolean isOfAnAlert(Path page) {
        try {
            return Files.readString(page).contains("\nAlert: ");
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Prometheus' own tool parses every expression and every template. */
    @Test
    void prometheusTakesTheRules() throws IOException, InterruptedException {
        Path rules = folder.resolve("rules.json");
        new ObjectMapper().writeValue(rules.toFile(), Observability.rules());
        Process check;
        try {
            check = new ProcessBuilder("promtool", "check", "rules", rules.toString())
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException missing) {
            System.err.println("SKIPPED: there is no promtool, so nobody checked the alert rules. CI has it.");
            Assumptions.abort("no promtool");
            return;
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    @Test
    void everyDashboardHasANameOfItsOwnAndPanelsThatAskForSomething() throws IOException {
        Set<String> ids = new HashSet<>();
        for (Path file : Observability.dashboards()) {
            JsonNode dashboard = new ObjectMapper().readTree(Files.readString(file));
            assertThat(ids.add(dashboard.get("uid").asText())).isTrue();
            assertThat(file.getFileName().toString())
                    .isEqualTo(dashboard.get("uid").asText() + ".json");
            for (JsonNode panel : dashboard.get("panels")) {
                assertThat(panel.get("title").asText()).isNotBlank();
                assertThat(panel.findValuesAsText("expr"))
                        .as(panel.get("title").asText())
                        .isNotEmpty()
                        .doesNotContain("");
            }
        }
    }
}
