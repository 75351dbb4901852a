package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Alerts and dashboards use metrics that exist, and every alert has a runbook. */
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
        List<String> command = new ArrayList<>(List.of("promtool", "check", "rules"));
        for (JsonNode group : Observability.rules()) {
            Path rules = folder.resolve("rules-" + command.size() + ".json");
            new ObjectMapper().writeValue(rules.toFile(), group);
            command.add(rules.toString());
        }
        Process check;
        try {
            check = new ProcessBuilder(command).redirectErrorStream(true).start();
        } catch (IOException missing) {
            System.err.println("SKIPPED: there is no promtool, so nobody checked the alert rules. CI has it.");
            Assumptions.abort("no promtool");
            return;
        }
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }

    /** A gauge of a failed process disappears with it, so an alert must check that it is present. */
    @Test
    void whatVanishesWithItsProcessIsMissed() throws IOException {
        List<String> expressions = Observability.alerts().stream()
                .map(Observability.Alert::expression)
                .toList();
        for (Project.Module service : Project.SERVICES) {
            assertThat(expressions)
                    .anyMatch(expression -> expression.contains("absent(up{job=\"" + service.folder() + "\"})"));
        }
        for (String consumer : List.of("conversation-service", "relay-service")) {
            assertThat(expressions)
                    .anyMatch(expression -> expression.contains(
                            "absent(kafka_consumer_fetch_manager_records_lag_max{job=\"" + consumer + "\"})"));
        }
        assertThat(expressions).anyMatch(expression -> expression.contains("kafka_consumergroup_lag{"));
        assertThat(expressions)
                .anyMatch(expression -> expression.contains("absent(kafka_brokers)"))
                .anyMatch(expression -> expression.contains("absent(cnpg_collector_up{"));
    }

    /** Native executables, the default on Kubernetes, have no metrics of these families. */
    @Test
    void nothingIsLookedAtThatNativeExecutablesLack() throws IOException {
        assertThat(Observability.metrics())
                .noneMatch(name -> name.startsWith("jvm_gc_")
                        || name.startsWith("jvm_buffer_")
                        || name.startsWith("jvm_memory_usage_after_gc"));
        try (Stream<Path> pages = Files.list(RUNBOOKS)) {
            assertThat(pages).allSatisfy(page -> assertThat(page)
                    .content()
                    .doesNotContain("jvm_gc_", "jvm_buffer_", "jvm_memory_usage_after_gc"));
        }
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
