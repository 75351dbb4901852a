package travel.baboo.messaging.endtoend.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import travel.baboo.messaging.endtoend.Project;

/**
 * What a service reads from its environment, as its own settings files say.
 *
 * @param variables every variable by its name
 * @param required those without which it does not start, or starts and cannot do its work
 */
record ServiceSettings(String service, Properties properties, Set<String> variables, Set<String> required) {

    /** Settings of the framework that the deployment sets by their own names. */
    private static final Set<String> OF_THE_FRAMEWORK = Set.of(
            "QUARKUS_HTTP_PORT",
            "QUARKUS_MANAGEMENT_PORT",
            "QUARKUS_OTEL_EXPORTER_OTLP_ENDPOINT",
            "QUARKUS_FLYWAY_MIGRATE_AT_START",
            "QUARKUS_FLYWAY_VALIDATE_AT_START",
            "QUARKUS_INIT_AND_EXIT",
            "QUARKUS_CONFIG_LOCATIONS",
            "KAFKA_SECURITY_PROTOCOL",
            "KAFKA_SSL_TRUSTSTORE_TYPE",
            "KAFKA_SSL_TRUSTSTORE_LOCATION",
            "JDK_JAVA_OPTIONS");

    /** Optional for the framework, since each service needs others of them. */
    private static final Map<String, Set<String>> NEEDED_ALL_THE_SAME = Map.of(
            "token-service", Set.of("TWILIO_API_KEY", "TWILIO_API_SECRET", "TWILIO_CONVERSATIONS_SERVICE_SID"),
            "conversation-service", Set.of("TWILIO_API_KEY", "TWILIO_API_SECRET", "PUBLIC_BASE_URL"),
            "webhook-ingest-service", Set.of("TWILIO_AUTH_TOKEN"),
            "relay-service", Set.of("TWILIO_API_KEY", "TWILIO_API_SECRET", "PUBLIC_BASE_URL"));

    /** What `provision` finds; a service need not be given it in any other way. */
    static final Set<String> PROVISIONED = Set.of("TWILIO_CONVERSATIONS_SERVICE_SID");

    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z][A-Z0-9_]*)(:)?");

    static ServiceSettings of(String service) {
        Properties own = read(Project.ROOT.resolve(service).resolve("src/main/resources/application.properties"));
        Stream<Properties> shared = (service.equals("webhook-ingest-service")
                        ? Stream.of(Project.OF_ALL_SERVICES)
                        : Stream.of(Project.OF_ALL_SERVICES, Project.WEB))
                .map(module -> read(Project.ROOT
                        .resolve(module.folder())
                        .resolve("src/main/resources/META-INF/microprofile-config.properties")));
        Set<String> variables = new TreeSet<>(OF_THE_FRAMEWORK);
        Set<String> required = new TreeSet<>(NEEDED_ALL_THE_SAME.getOrDefault(service, Set.of()));
        Stream.concat(Stream.of(own), shared)
                .flatMap(properties -> properties.values().stream())
                .forEach(value -> {
                    Matcher matcher = VARIABLE.matcher((String) value);
                    while (matcher.find()) {
                        variables.add(matcher.group(1));
                        if (matcher.group(2) == null) {
                            required.add(matcher.group(1));
                        }
                    }
                });
        return new ServiceSettings(service, own, variables, required);
    }

    static List<ServiceSettings> all() {
        return Project.SERVICES.stream().map(module -> of(module.folder())).collect(Collectors.toList());
    }

    int port() {
        return Integer.parseInt(properties.getProperty("quarkus.http.port"));
    }

    int managementPort() {
        return Integer.parseInt(properties.getProperty("quarkus.management.port"));
    }

    private static Properties read(Path file) {
        Properties properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
