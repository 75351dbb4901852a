package travel.baboo.messaging.endtoend.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Assumptions;
import travel.baboo.messaging.endtoend.Project;

/**
 * The manifests of an overlay.
 *
 * @param objects all of them, as they would reach a cluster
 */
record Manifests(String overlay, List<JsonNode> objects) {

    private static final Set<String> WORKLOADS = Set.of("Deployment", "StatefulSet", "Job");

    /** Builds the overlay with the real tool, in a copy where the local overlay finds its secret. */
    private static Manifests build(Path kubectl, Path folder, String overlay, String... components)
            throws IOException, InterruptedException {
        Path copy = folder.resolve(String.join("+", overlay, String.join("+", components)));
        copy(Project.ROOT.resolve("k8s"), copy);
        Path kustomization = copy.resolve("overlays").resolve(overlay).resolve("kustomization.yaml");
        for (String component : components) {
            Files.writeString(
                    kustomization,
                    Files.readString(kustomization)
                            .replace("\ncomponents:\n", "\ncomponents:\n  - ../../components/" + component + "\n"));
        }
        Path example = copy.resolve("overlays/local/secrets.env.example");
        Files.copy(example, example.resolveSibling("secrets.env"));
        Path output = copy.resolve("built.yaml");
        Process process = new ProcessBuilder(
                        kubectl.toString(),
                        "kustomize",
                        copy.resolve("overlays").resolve(overlay).toString())
                .redirectOutput(output.toFile())
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(1, TimeUnit.MINUTES) || process.exitValue() != 0 || !errors.isBlank()) {
            throw new AssertionError("kubectl kustomize " + overlay + ": " + errors);
        }
        return new Manifests(overlay, Yaml.all(Files.readString(output)));
    }

    /** Whether the sandbox stands in for Twilio, and images are those that `mvn package` leads to. */
    boolean isForTrying() {
        return overlay.equals("local") || overlay.equals("kind");
    }

    /** The overlays from the smallest to the largest. Skips the test, loudly, where there is no kubectl. */
    static List<Manifests> buildAll(Class<?> test, Path folder) throws IOException, InterruptedException {
        Path kubectl = assumeKubectl(test);
        List<Manifests> overlays = new ArrayList<>();
        for (String overlay : List.of("local", "staging", "production", "kind")) {
            overlays.add(build(kubectl, folder, overlay));
        }
        return overlays;
    }

    /** An overlay with more components than it has. */
    static Manifests buildWith(Class<?> test, Path folder, String overlay, String... components)
            throws IOException, InterruptedException {
        return build(assumeKubectl(test), folder, overlay, components);
    }

    /** Where kubectl is. Skips the test, loudly, where it is not. */
    static Path assumeKubectl(Class<?> test) {
        Optional<Path> kubectl = findKubectl();
        if (kubectl.isEmpty()) {
            System.out.println("!!! " + test.getSimpleName()
                    + " is skipped: there is no kubectl on this machine (.ci/run brings one).");
        }
        Assumptions.assumeTrue(kubectl.isPresent());
        return kubectl.orElseThrow();
    }

    private static Optional<Path> findKubectl() {
        return Stream.of(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(directory -> Path.of(directory, "kubectl"))
                .filter(Files::isExecutable)
                .findFirst();
    }

    Stream<JsonNode> all(String kind) {
        return objects.stream().filter(object -> object.path("kind").asText().equals(kind));
    }

    JsonNode get(String kind, String name) {
        return all(kind)
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow(() -> new AssertionError(overlay + " has no " + kind + " " + name));
    }

    /** What runs an image of one of our services. */
    Stream<JsonNode> workloads() {
        return pods().filter(object -> containers(object).anyMatch(Manifests::isOurs));
    }

    private static boolean isOurs(JsonNode container) {
        return ServiceSettings.all().stream()
                .anyMatch(settings -> container.path("image").asText().contains("/" + settings.service() + ":"));
    }

    /** Everything that makes pods. */
    Stream<JsonNode> pods() {
        return objects.stream()
                .filter(object -> WORKLOADS.contains(object.path("kind").asText()));
    }

    /** The service's own Deployment or StatefulSet. */
    JsonNode workload(String service) {
        return workloads()
                .filter(object -> name(object).equals(service))
                .findFirst()
                .orElseThrow(() -> new AssertionError(overlay + " has no workload of " + service));
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** The container with an image of ours, or the first. */
    static JsonNode container(JsonNode workload) {
        return containers(workload)
                .filter(Manifests::isOurs)
                .findFirst()
                .orElseGet(() -> workload.at("/spec/template/spec/containers/0"));
    }

    /** All of them, those that run before the others too. */
    static Stream<JsonNode> containers(JsonNode workload) {
        JsonNode pod = workload.at("/spec/template/spec");
        return Stream.of(pod.path("initContainers"), pod.path("containers"))
                .flatMap(containers -> StreamSupport.stream(containers.spliterator(), false));
    }

    /** Whose image it runs. */
    static ServiceSettings settings(JsonNode workload) {
        String image = container(workload).path("image").asText();
        return ServiceSettings.of(image.substring(image.lastIndexOf('/') + 1, image.lastIndexOf(':')));
    }

    /** Every variable that the workload's container is given. */
    Set<String> variables(JsonNode workload) {
        Set<String> names = new TreeSet<>();
        container(workload)
                .path("env")
                .forEach(variable -> names.add(variable.path("name").asText()));
        container(workload).path("envFrom").forEach(source -> get(
                        "ConfigMap", source.at("/configMapRef/name").asText())
                .path("data")
                .fieldNames()
                .forEachRemaining(names::add));
        return names;
    }

    /** The names of the settings that an overlay's settings.env gives to all services. */
    Set<String> sharedSettings() {
        Set<String> names = new TreeSet<>();
        all("ConfigMap")
                .filter(map -> map.path("data").has("KAFKA_BOOTSTRAP_SERVERS"))
                .forEach(map -> map.path("data").fieldNames().forEachRemaining(names::add));
        return names;
    }

    static Set<String> texts(Iterable<JsonNode> nodes, String pointer) {
        return StreamSupport.stream(nodes.spliterator(), false)
                .map(node -> node.at(pointer).asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                if (!path.endsWith("secrets.env")) {
                    Files.createDirectories(to.resolve(from.relativize(path)).getParent());
                    Files.copy(path, to.resolve(from.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    @Override
    public String toString() {
        return overlay;
    }
}
