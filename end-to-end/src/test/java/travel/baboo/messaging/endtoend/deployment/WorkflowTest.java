package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
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

    /** A tag can be moved, and that job sees the registry's password. */
    @Test
    void othersActionsInTheImagesJobArePinnedByTheirCommit() {
        assertThat(JOBS.path("images").findValuesAsText("uses"))
                .filteredOn(use -> !use.startsWith("actions/") && !use.startsWith("github/"))
                .isNotEmpty()
                .allMatch(use -> use.matches("[\\w./-]+@[0-9a-f]{40}"));
    }

    @Test
    void everyServiceIsBuiltNativelyAndMadeAnImageOfBothKinds() {
        String[] services =
                ServiceSettings.all().stream().map(ServiceSettings::service).toArray(String[]::new);

        for (String job : List.of("native", "images")) {
            assertThat(JOBS.path(job).at("/strategy/matrix/service"))
                    .extracting(JsonNode::asText)
                    .containsExactlyInAnyOrder(services);
        }
        for (JsonNode kind : JOBS.path("images").at("/strategy/matrix/kind")) {
            for (String service : services) {
                assertThat(Project.ROOT.resolve(service).resolve("src/main/docker/Dockerfile." + kind.asText()))
                        .exists();
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
        String pom = java.nio.file.Files.readString(Project.ROOT.resolve("pom.xml"));
        var plugin = Pattern.compile("([\\w.]+):([\\w-]+-maven-plugin):").matcher(JOBS.toString());

        assertThat(plugin.results()
                        .map(match -> "<groupId>" + match.group(1) + "</groupId>\n          <artifactId>"
                                + match.group(2) + "</artifactId>\n          <version>"))
                .hasSize(2)
                .allMatch(pom::contains);
    }
}
