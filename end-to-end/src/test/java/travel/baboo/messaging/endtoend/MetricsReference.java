package travel.baboo.messaging.endtoend;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePathScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Writes {@code docs/metrics.md} from the constants that name our metrics and from their Javadoc, which begins with the kind. */
final class MetricsReference {

    private static final Pattern DOCUMENTATION =
            Pattern.compile("(Counter|Timer|Gauge|Summary)(?:, (seconds|bytes))?(, [^:]*)?: (.*)");

    private static final String HEAD =
            """
            # Metrics

            Made from the sources by `mvn test -Dtest=MetricsReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dmetrics.write`; a test says
            when it is out of date, and another that the running services expose no `baboo_` metric that is missing here.

            Every service answers `/q/metrics` on its management port in Prometheus' format. Names begin with `baboo_` and the service's part;
            times are in seconds. A timer has `_count`, `_sum` and `_max`, a summary likewise. Beside ours there are those of the JVM, of
            Kafka's clients (`kafka_consumer_fetch_manager_records_lag_max` is the lag of a consumer) and, for services with REST endpoints,
            `http_server_requests_seconds`.

            """;

    /**
     * One metric.
     *
     * @param name as Prometheus shows it, without a timer's or summary's suffixes
     */
    record Metric(String name, String kind, String meaning) {}

    private MetricsReference() {}

    static String write() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        section(page, "Services that call Twilio", Project.TWILIO);
        section(page, "Services with operations for admins", Project.AUDIT);
        for (Project.Module service : Project.SERVICES) {
            section(page, service.folder(), service);
        }
        return page.toString().stripTrailing() + "\n";
    }

    /** Every metric of every module. */
    static List<Metric> all() throws IOException {
        List<Metric> all = new ArrayList<>();
        for (Project.Module module : Project.DEPLOYED) {
            all.addAll(of(module));
        }
        return all;
    }

    private static void section(StringBuilder page, String title, Project.Module module) throws IOException {
        page.append("## ").append(title).append("\n\n| metric | kind | |\n|---|---|---|\n");
        of(module).stream()
                .sorted(Comparator.comparing(Metric::name))
                .forEach(metric ->
                        page.append("| `%s` | %s | %s |%n".formatted(metric.name(), metric.kind(), metric.meaning())));
        page.append('\n');
    }

    private static List<Metric> of(Project.Module module) throws IOException {
        List<Metric> metrics = new ArrayList<>();
        JavaSources.read(module.sources(), ".java", (file, docs) -> new Constants(docs, metrics).scan(file, file));
        return metrics;
    }

    private static final class Constants extends TreePathScanner<@Nullable Void, CompilationUnitTree> {

        private final DocTrees docs;
        private final List<Metric> metrics;

        Constants(DocTrees docs, List<Metric> metrics) {
            this.docs = docs;
            this.metrics = metrics;
        }

        @Override
        public @Nullable Void visitVariable(VariableTree variable, CompilationUnitTree file) {
            if (variable.getInitializer() instanceof LiteralTree literal
                    && literal.getValue() instanceof String name
                    && name.startsWith("baboo.")) {
                Matcher documentation = DOCUMENTATION.matcher(JavaSources.documentation(docs, getCurrentPath()));
                if (documentation.matches()) {
                    metrics.add(metric(name, documentation));
                }
            }
            return super.visitVariable(variable, file);
        }

        private static Metric metric(String name, Matcher documentation) {
            String kind = documentation.group(1);
            String unit = documentation.group(2);
            String suffix =
                    switch (kind) {
                        case "Counter" -> "_total";
                        case "Timer" -> "_seconds";
                        default -> unit == null ? "" : "_" + unit;
                    };
            String condition =
                    documentation.group(3) == null ? "" : documentation.group(3).substring(2) + ": ";
            return new Metric(
                    name.replace('.', '_').replace('-', '_') + suffix,
                    kind.toLowerCase(Locale.ROOT),
                    condition + documentation.group(4));
        }
    }
}
