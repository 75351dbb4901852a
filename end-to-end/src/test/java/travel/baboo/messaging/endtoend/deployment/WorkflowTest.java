package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.endtoend.Project;

/** The CI workflow against the repository: nothing in it is about a service, a file or a plugin that does not exist. */
class WorkflowTest {

    private static final JsonNode JOBS =
            Yaml.read(Project.ROOT.resolve(".github/workflows/ci.yml")).path("jobs");

    @Test
    void everyActionIsPinned() {
        List<String> uses = JOBS.findValuesAsText("uses");

        assertThat(uses)
                .hasSizeGreaterThan(10)
                .allMatch(use -> use.matches("[\\w./-]+@(v?\\d+(\\.\\d+)*|[0-9a-f]{40})"));
    }

    /** A tag can be moved, and those jobs see the registry's password. */
    @Test
    void othersActionsInJobsThatPushArePinnedByTheirCommit() {
        for (String job : List.of("images", "publish")) {
            assertThat(JOBS.path(job).findValuesAsText("uses"))
                    .filteredOn(use -> !use.startsWith("actions/") && !use.startsWith("github/"))
                    .isNotEmpty()
                    .allMatch(use -> use.matches("[\\w./-]+@[0-9a-f]{40}"));
        }
    }

    @Test
    void everyServiceIsBuiltNativelyAndMadeAnImageOfBothKinds() {
        String[] services =
                ServiceSettings.all().stream().map(ServiceSettings::service).toArray(String[]::new);

        assertThat(JOBS.path("native").at("/strategy/matrix/service"))
                .extracting(JsonNode::asText)
                .containsExactlyInAnyOrder(services);
        for (String job : List.of("images", "publish")) {
            assertThat(JOBS.path(job).at("/strategy/matrix/service"))
                    .extracting(JsonNode::asText)
                    .contains("sandbox")
                    .contains(services)
                    .hasSize(services.length + 1);
        }
        for (String job : List.of("native", "images")) {
            assertThat(JOBS.path(job).at("/strategy/matrix/arch"))
                    .extracting(JsonNode::asText)
                    .containsExactly("amd64", "arm64");
        }
        for (JsonNode kind : JOBS.path("images").at("/strategy/matrix/kind")) {
            for (String service : services) {
                assertThat(Project.ROOT.resolve(service).resolve("src/main/docker/Dockerfile." + kind.asText()))
                        .exists();
            }
        }
    }

    /** What is pushed is signed, says where it comes from, and has gone through the story. */
    @Test
    void whatIsPublishedIsSignedAndAttested() {
        JsonNode publish = JOBS.path("publish");

        assertThat(publish.at("/permissions/id-token").asText()).isEqualTo("write");
        assertThat(publish.at("/permissions/attestations").asText()).isEqualTo("write");
        assertThat(publish.path("needs")).extracting(JsonNode::asText).contains("images", "kind");
        assertThat(publish.toString()).contains("cosign sign --yes \\\"$IMAGE@$digest", "attest-build-provenance@");
        assertThat(publish.path("if").asText()).contains("github.event_name == 'push'");
    }

    /** A fork's run has no right to upload findings, and would fail for that alone. */
    @Test
    void aForksRunUploadsNothing() {
        assertThat(JOBS.path("images").findParents("uses"))
                .filteredOn(step -> step.path("uses").asText().contains("upload-sarif"))
                .isNotEmpty()
                .allMatch(step -> step.path("if").asText().contains("head.repo.full_name == github.repository"));
    }

    /** The operators of the kind job are of the versions that the operations page names. */
    @Test
    void theStoryRunsOnTheOperatorsThatAreNamed() throws Exception {
        Path script = Project.ROOT.resolve(".ci/kind");
        String text = Files.readString(script);

        assertThat(JOBS.path("kind").findValuesAsText("run")).contains(".ci/kind");
        assertThat(script).isExecutable();
        assertThat(new ProcessBuilder("bash", "-n", script.toString()).start().waitFor())
                .isZero();
        assertThat(text)
                .contains("k8s/rollout kind", ".ci/story http")
                .containsPattern("(?m)^keda=2\\.(1[89]|[2-9]\\d)\\.")
                .containsPattern("(?m)^strimzi=(0\\.(49|[5-9]\\d)|1\\.0)\\.")
                .containsPattern("(?m)^cloudnative_pg=1\\.(2[5-9]|30)\\.");
        assertThat(Files.readString(Project.ROOT.resolve("docs/operations.md")))
                .contains("Strimzi 0.49 to 1.0", "CloudNativePG 1.25 to 1.30", "KEDA 2.18");
    }

    /** Renovate's own managers do not know the operators' versions in a script and an image in a Dockerfile's argument. */
    @Test
    void renovateFindsWhatItsOwnManagersDoNot() throws Exception {
        JsonNode managers = new ObjectMapper()
                .readTree(Project.ROOT.resolve(".github/renovate.json").toFile())
                .path("customManagers");
        // JavaScript and Java write groups alike.
        Pattern inScript = Pattern.compile(managers.at("/0/matchStrings/0").asText());
        Pattern inDockerfile = Pattern.compile(managers.at("/1/matchStrings/0").asText());

        assertThat(inScript.matcher(Files.readString(Project.ROOT.resolve(".ci/kind")))
                        .results())
                .hasSize(3);
        for (ServiceSettings settings : ServiceSettings.all()) {
            for (String kind : List.of("jvm", "native")) {
                Path file = Project.ROOT.resolve(settings.service()).resolve("src/main/docker/Dockerfile." + kind);
                assertThat(inDockerfile.matcher(Files.readString(file)).find()).isTrue();
            }
        }
    }

    @Test
    void jobsWaitForOnesThatExistAndNoneRunsForEver() {
        JOBS.properties().forEach(job -> {
            assertThat(job.getValue().path("timeout-minutes").asInt()).isPositive();
            JsonNode needs = job.getValue().path("needs");
            (needs.isArray() ? needs : List.of(needs)).forEach(need -> {
                if (!need.isMissingNode()) {
                    assertThat(JOBS.has(need.asText())).as(need.asText()).isTrue();
                }
            });
        });
    }

    @Test
    void thePluginsThatItCallsByNameArePinnedInTheParentPom() throws Exception {
        String pom = Files.readString(Project.ROOT.resolve("pom.xml"));
        var plugin = Pattern.compile("([\\w.]+):([\\w-]+-maven-plugin):").matcher(JOBS.toString());

        assertThat(plugin.results()
                        .map(match -> "<groupId>" + match.group(1) + "</groupId>\n          <artifactId>"
                                + match.group(2) + "</artifactId>\n          <version>"))
                .hasSize(2)
                .allMatch(pom::contains);
    }
}
