package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.endtoend.Project;

/** docker-compose.yml and .env.example against the Compose specification, the services' settings and the images. */
class ComposeTest {

    private static final JsonNode COMPOSE = Yaml.read(Project.ROOT.resolve("docker-compose.yml"));
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{([A-Z][A-Z0-9_]*)(?:(:[-?])([^}]*))?}");

    static Stream<ServiceSettings> services() {
        return ServiceSettings.all().stream();
    }

    @Test
    void theSpecificationKnowsEveryKey() throws IOException {
        try (InputStream text =
                Objects.requireNonNull(getClass().getResourceAsStream("/compose-spec/compose-spec.json"))) {
            // Its id is a file's name, which the validator does not take for one.
            ObjectNode specification = (ObjectNode) new ObjectMapper().readTree(text);
            specification.remove("$id");
            JsonSchema schema =
                    JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(specification);

            assertThat(schema.validate(COMPOSE)).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsGivenWhatItInsistsOnAndNothingItDoesNotKnow(ServiceSettings settings) {
        Set<String> given = fieldNames(compose(settings.service()).path("environment"));
        Set<String> needed = new TreeSet<>(settings.required());
        needed.removeAll(ServiceSettings.PROVISIONED);

        assertThat(settings.variables()).containsAll(given);
        assertThat(given).containsAll(needed);
        assertThat(COMPOSE.at("/services/provision/environment").size()).isPositive();
    }

    @Test
    void provisioningIsGivenOnlyWhatItsServiceKnows() {
        Set<String> given = new TreeSet<>(fieldNames(compose("provision").path("environment")));

        assertThat(given.remove("PROVISIONED_DIRECTORY")).isTrue();
        assertThat(ServiceSettings.of("conversation-service").variables()).containsAll(given);
    }

    /** Otherwise provisioning would need what it is there to find. */
    @Test
    void whatProvisioningFindsNeedNotBeGiven() throws IOException {
        String text = Files.readString(Project.ROOT.resolve("docker-compose.yml"));

        for (String found : ServiceSettings.PROVISIONED) {
            assertThat(text).contains("${" + found + ":-}").doesNotContain("${" + found + ":?");
            assertThat(example()).containsEntry(found, "");
        }
    }

    /** A variable would count before the file, an empty one too. */
    @ParameterizedTest
    @MethodSource("services")
    void aServiceReadsWhatProvisioningLeft(ServiceSettings settings) {
        JsonNode provision = compose("provision");
        String directory = provision.at("/environment/PROVISIONED_DIRECTORY").asText();
        JsonNode service = compose(settings.service());

        assertThat(directory).isNotEmpty();
        assertThat(provision.path("volumes").path(0).asText()).isEqualTo("provisioned:" + directory);
        assertThat(service.path("volumes"))
                .anyMatch(mount -> mount.asText().equals("provisioned:" + directory + ":ro"));
        assertThat(service.at("/environment/QUARKUS_CONFIG_LOCATIONS").asText()).isEqualTo(directory);
        assertThat(fieldNames(service.path("environment"))).doesNotContainAnyElementsOf(ServiceSettings.PROVISIONED);
        assertThat(service.at("/depends_on/provision/condition").asText()).isEqualTo("service_completed_successfully");
    }

    /**
     * Compose specification, "Profiles": naming a service starts its own profiles' others that it depends on. With an account's credentials
     * that must not be the sandbox.
     */
    @Test
    void namingProvisioningDoesNotStartTheSandbox() {
        assertThat(compose("provision").has("profiles")).isFalse();
        assertThat(compose("provision").at("/depends_on/sandbox/required").asBoolean(true))
                .isFalse();
        assertThat(compose("sandbox").path("profiles"))
                .extracting(JsonNode::asText)
                .containsExactly("sandbox");
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceIsBuiltFromItsOwnDockerfileAndMayWriteNowhereElse(ServiceSettings settings) {
        JsonNode service = compose(settings.service());

        assertThat(service.at("/build/dockerfile").asText())
                .isEqualTo(settings.service() + "/src/main/docker/Dockerfile.${IMAGE_KIND:-jvm}");
        assertThat(service.path("image").asText()).contains("/" + settings.service() + ":");
        assertThat(service.path("read_only").asBoolean()).isTrue();
        assertThat(service.at("/cap_drop/0").asText()).isEqualTo("ALL");
        Dockerfile image =
                Dockerfile.read(Project.ROOT.resolve(settings.service()).resolve("src/main/docker/Dockerfile.jvm"));
        image.all("VOLUME").forEach(volume -> {
            String path = volume.rest().replaceAll("[\\[\\]\"]", "");
            assertThat(service.path("volumes")).anyMatch(mount -> mount.asText().endsWith(":" + path));
        });
    }

    @ParameterizedTest
    @MethodSource("services")
    void aServiceHasTheTimeToStopThatItWasPromised(ServiceSettings settings) {
        String grace = compose(settings.service()).path("stop_grace_period").asText();

        assertThat(grace).matches("\\d+s");
        // Requests under way 10 s, the ingest's journal 5 s and 2 s more.
        assertThat(Integer.parseInt(grace.substring(0, grace.length() - 1))).isGreaterThan(17);
    }

    @ParameterizedTest
    @MethodSource("services")
    void theGatewayFindsTheServiceWhereItListens(ServiceSettings settings) {
        String variable = settings.service().toUpperCase(java.util.Locale.ROOT).replace('-', '_');

        assertThat(compose("gateway").path("environment").path(variable).asText())
                .isEqualTo(settings.service() + ":" + settings.port());
    }

    @Test
    void everyImageIsPinned() {
        for (JsonNode service : COMPOSE.path("services")) {
            String image = service.path("image").asText();
            assertThat(image)
                    .matches(
                            "\\$\\{IMAGE_PREFIX:-baboo}/[a-z-]+:\\$\\{IMAGE_TAG:-local}|[a-z/-]+:\\d+\\.\\d+[\\w.-]*(@sha256:[0-9a-f]{64})?");
        }
    }

    @Test
    void whatOthersWaitForSaysWhenItIsThere() {
        COMPOSE.path("services").properties().forEach(service -> service.getValue()
                .path("depends_on")
                .properties()
                .forEach(need -> {
                    JsonNode needed = compose(need.getKey());
                    String condition = need.getValue().path("condition").asText();
                    if (condition.equals("service_healthy")) {
                        assertThat(needed.has("healthcheck") || imageHasHealthCheck(need.getKey()))
                                .as(service.getKey() + " waits for " + need.getKey())
                                .isTrue();
                    } else {
                        assertThat(condition).isEqualTo("service_completed_successfully");
                        assertThat(needed.path("restart").asText()).isIn("no", "on-failure");
                    }
                    if (needed.has("profiles")) {
                        assertThat(need.getValue().path("required").asBoolean(true))
                                .as(service.getKey() + " starts without the profile of " + need.getKey())
                                .isFalse();
                    }
                }));
    }

    @Test
    void theTopicsAreTheServicesOwn() {
        String command = compose("topics").at("/command/0").asText();
        Set<String> created = Pattern.compile("--topic (\\S+)")
                .matcher(command)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(created).isEqualTo(Topics.ofTheServices());
    }

    @Test
    void theExampleExplainsEveryVariableAndNoOther() throws IOException {
        Map<String, String> example = example();

        assertThat(example.keySet()).isEqualTo(variables());
    }

    @Test
    void theExampleStartsAsItIs() throws IOException {
        Map<String, String> example = example();
        Matcher matcher = VARIABLE.matcher(Files.readString(Project.ROOT.resolve("docker-compose.yml")));
        while (matcher.find()) {
            if (":?".equals(matcher.group(2))) {
                assertThat(example.get(matcher.group(1))).as(matcher.group(1)).isNotBlank();
            }
        }
        assertThat(example).containsEntry("COMPOSE_PROFILES", "sandbox");
        assertThat(example.get("SANDBOX_MAKE_HOOKS")).contains(example.get("RELAY_MAKE_SECRET"));
    }

    private static Set<String> variables() throws IOException {
        Set<String> variables = new TreeSet<>(Set.of("COMPOSE_PROFILES"));
        String text = Files.readString(Project.ROOT.resolve("docker-compose.yml"))
                .lines()
                .filter(line -> !line.strip().startsWith("#"))
                .collect(Collectors.joining("\n"));
        Matcher matcher = VARIABLE.matcher(text);
        while (matcher.find()) {
            variables.add(matcher.group(1));
        }
        return variables;
    }

    /** Each of them stands below a comment. */
    private static Map<String, String> example() throws IOException {
        Map<String, String> example = new TreeMap<>();
        boolean explained = false;
        for (String line : Files.readAllLines(Project.ROOT.resolve(".env.example"))) {
            if (line.startsWith("#")) {
                explained = true;
            } else if (line.isBlank()) {
                explained = false;
            } else {
                assertThat(explained).as(line).isTrue();
                String[] pair = line.split("=", 2);
                assertThat(example.put(pair[0], pair[1])).as(line).isNull();
            }
        }
        return example;
    }

    private static boolean imageHasHealthCheck(String service) {
        String dockerfile = compose(service).at("/build/dockerfile").asText().replace("${IMAGE_KIND:-jvm}", "jvm");
        return !dockerfile.isEmpty()
                && Dockerfile.read(Project.ROOT.resolve(dockerfile))
                        .all("HEALTHCHECK")
                        .findAny()
                        .isPresent();
    }

    private static JsonNode compose(String service) {
        JsonNode found = COMPOSE.path("services").path(service);
        assertThat(found.isObject()).as(service).isTrue();
        return found;
    }

    private static Set<String> fieldNames(JsonNode object) {
        Collection<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return Collections.unmodifiableSet(new TreeSet<>(names));
    }
}
