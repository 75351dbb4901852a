package travel.baboo.messaging.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes {@code docs/configuration.md} from what the sources declare. */
final class ConfigurationReference {

    private static final Pattern PROPERTY = Pattern.compile("^([a-z%][^=]*)=(.*)$", Pattern.MULTILINE);
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:[^}]*)?}");
    private static final String FOR_ALL = "all";
    private static final String FOR_REST = "all but webhook-ingest-service";
    private static final String SHARED = "META-INF/microprofile-config.properties";

    private static final String HEAD =
            """
            # Configuration

            Made from the sources by `mvn test -Dtest=ConfigurationReferenceTest -Dsurefire.failIfNoSpecifiedTests=false -Dconfiguration.write`; a test says when it
            is out of date.

            A service is configured by environment variables. The ones below have short names because every installation sets them or may
            want to; any other setting is set by its own name in capitals, with `_` for every other character:
            `baboo.relay.lanes.lease` is `BABOO_RELAY_LANES_LEASE`. Durations are `500ms`, `30s`, `10m`, `24h`, `14d`; lists are separated by commas.
            What a service cannot start without it says when it starts, by name.

            Quarkus' own settings work likewise: `QUARKUS_HTTP_PORT`, `QUARKUS_LOG_LEVEL`, `QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT`.

            """;

    /** What of a setting stands in a service's properties. */
    private record Wiring(String setting, String variable, Optional<String> fallback) {}

    private static final class Variable {
        private final Set<String> settings = new LinkedHashSet<>();
        private final Set<String> services = new LinkedHashSet<>();
        private final Set<String> requiredBy = new LinkedHashSet<>();
        private Optional<String> fallback = Optional.empty();

        void add(Wiring wiring, String service) {
            settings.add("`" + wiring.setting() + "`");
            services.add(service);
            if (wiring.fallback().isEmpty()) {
                requiredBy.add(service);
            } else {
                fallback = wiring.fallback();
            }
        }

        String value() {
            if (requiredBy.isEmpty()) {
                return fallback.filter(text -> !text.isEmpty())
                        .map(text -> "`" + text + "`")
                        .orElse("none");
            }
            return requiredBy.size() == services.size() ? "required" : "required by " + String.join(", ", requiredBy);
        }
    }

    private ConfigurationReference() {}

    static String write() throws IOException {
        StringBuilder page = new StringBuilder(HEAD);
        Map<String, List<Wiring>> wirings = new LinkedHashMap<>();
        wirings.put(FOR_ALL, wirings(Project.OF_ALL_SERVICES, SHARED));
        wirings.put(FOR_REST, wirings(Project.WEB, SHARED));
        for (Project.Module service : Project.SERVICES) {
            wirings.put(service.folder(), wirings(service, "application.properties"));
        }
        variables(page, wirings);
        section(page, "All services", Project.OF_ALL_SERVICES, wirings.getOrDefault(FOR_ALL, List.of()));
        section(page, "Services with a REST API", Project.WEB, wirings.getOrDefault(FOR_REST, List.of()));
        section(page, "Services with operations for admins", Project.AUDIT, List.of());
        for (Project.Module service : Project.SERVICES) {
            section(page, service.folder(), service, wirings.getOrDefault(service.folder(), List.of()));
        }
        return page.toString().stripTrailing() + "\n";
    }

    private static List<Wiring> wirings(Project.Module module, String file) throws IOException {
        Path properties = Project.ROOT
                .resolve(module.folder())
                .resolve("src/main/resources")
                .resolve(file);
        List<Wiring> wirings = new ArrayList<>();
        Matcher lines = PROPERTY.matcher(Files.readString(properties));
        while (lines.find()) {
            Matcher variables = VARIABLE.matcher(lines.group(2));
            while (variables.find()) {
                Optional<String> fallback =
                        Optional.ofNullable(variables.group(2)).map(text -> text.substring(1));
                wirings.add(new Wiring(lines.group(1), variables.group(1), fallback));
            }
        }
        return wirings;
    }

    private static void variables(StringBuilder page, Map<String, List<Wiring>> wirings) {
        Map<String, Variable> variables = new TreeMap<>();
        wirings.forEach((service, all) -> all.forEach(wiring -> variables
                .computeIfAbsent(wiring.variable(), name -> new Variable())
                .add(wiring, service)));
        page.append("## Environment variables\n\n| variable | default | services | sets |\n|---|---|---|---|\n");
        variables.forEach((name, variable) -> page.append("| `%s` | %s | %s | %s |%n"
                .formatted(
                        name,
                        variable.value(),
                        String.join(", ", variable.services),
                        String.join(", ", variable.settings))));
        page.append('\n');
    }

    private static void section(StringBuilder page, String title, Project.Module module, List<Wiring> wirings)
            throws IOException {
        page.append("## ").append(title).append("\n\n| setting | default | |\n|---|---|---|\n");
        for (SettingsSource.Setting setting : SettingsSource.read(module.sources())) {
            page.append("| `%s` | %s | %s |%n"
                    .formatted(
                            setting.name(),
                            value(setting, wirings),
                            setting.meaning().replace("|", "\\|")));
        }
        page.append('\n');
    }

    private static String value(SettingsSource.Setting setting, List<Wiring> wirings) {
        Optional<Wiring> wiring = wirings.stream()
                .filter(candidate -> candidate.setting().equals(setting.name()))
                .findFirst();
        String declared = setting.value().equals("none") || setting.value().equals("required")
                ? setting.value()
                : "`" + setting.value() + "`";
        return wiring.map(from -> from.fallback()
                        .map(text ->
                                "`" + from.variable() + "`, else " + (text.isEmpty() ? declared : "`" + text + "`"))
                        .orElse("`" + from.variable() + "`, required"))
                .orElse(declared);
    }
}
