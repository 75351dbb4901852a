package travel.baboo.messaging.endtoend;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.yaml.snakeyaml.Yaml;

/** The alerts and dashboards that are in the repository, and the metrics that they look at. */
final class Observability {

    private static final Path FOLDER = Project.ROOT.resolve("k8s/components/monitoring");

    /** Alerts on metrics of the operators of Kafka and PostgreSQL and of the kubelet, none of them our own. */
    private static final Path OPERATORS = Project.ROOT.resolve("k8s/components/monitoring-operators");

    /** What stands before a selector, a range or an operator and is no function, keyword or label. */
    private static final Pattern METRIC =
            Pattern.compile("\\b((?:baboo|kafka|jvm|http|process|sql)_[a-z0-9_]+|up)\\b(?!\\s*=)");

    private static final Pattern SUFFIX = Pattern.compile("_(?:count|sum|max|bucket)$");

    private Observability() {}

    /** An alert rule. */
    record Alert(String name, String expression, String severity, String summary, String runbook) {}

    /** Every one, on the services and on what they stand on. */
    static List<Alert> alerts() throws IOException {
        List<Alert> alerts = new ArrayList<>(alerts(FOLDER));
        alerts.addAll(alerts(OPERATORS));
        return alerts;
    }

    private static List<Alert> alerts(Path folder) throws IOException {
        List<Alert> alerts = new ArrayList<>();
        for (JsonNode group : rules(folder).get("groups")) {
            for (JsonNode rule : group.get("rules")) {
                alerts.add(new Alert(
                        rule.path("alert").asText(),
                        rule.path("expr").asText(),
                        rule.at("/labels/severity").asText(),
                        rule.at("/annotations/summary").asText(),
                        rule.at("/annotations/runbook_url").asText()));
            }
        }
        return alerts;
    }

    /** Each file's rules without what Kubernetes wraps them in. */
    static List<JsonNode> rules() throws IOException {
        return List.of(rules(FOLDER), rules(OPERATORS));
    }

    private static JsonNode rules(Path folder) throws IOException {
        Object yaml = new Yaml().load(Files.readString(folder.resolve("alerts.yaml")));
        return new ObjectMapper().<JsonNode>valueToTree(yaml).get("spec");
    }

    static List<Path> dashboards() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER.resolve("dashboards"))) {
            return files.sorted().toList();
        }
    }

    /** Every expression of every alert on the services and of every panel. */
    static List<String> expressions() throws IOException {
        List<String> expressions = new ArrayList<>();
        alerts(FOLDER).forEach(alert -> expressions.add(alert.expression()));
        for (Path dashboard : dashboards()) {
            new ObjectMapper()
                    .readTree(Files.readString(dashboard))
                    .findValuesAsText("expr")
                    .forEach(expressions::add);
        }
        return expressions;
    }

    /** The metrics that are looked at, without the suffixes of timers and summaries. */
    static Set<String> metrics() throws IOException {
        Set<String> metrics = new TreeSet<>();
        for (String expression : expressions()) {
            Matcher names = METRIC.matcher(expression);
            while (names.find()) {
                metrics.add(base(names.group(1)));
            }
        }
        return metrics;
    }

    static String base(String metric) {
        return SUFFIX.matcher(metric).replaceFirst("");
    }
}
