package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.endtoend.Npm;

/** Every overlay, built by kubectl, against what the Kubernetes API and the operators take: what they do not know fails. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesModelTest {

    /** A field each that the operator does not know, some way down. */
    private static final Map<String, String> PLACES_FOR_MISTAKES = Map.of(
            "ScaledObject", "/spec/advanced/horizontalPodAutoscalerConfig/behavior",
            "TriggerAuthentication", "/spec/secretTargetRef/0",
            "Cluster", "/spec/postgresql/synchronous",
            "ScheduledBackup", "/spec/cluster",
            "PodMonitor", "/spec/podMetricsEndpoints/0",
            "ServiceMonitor", "/spec/endpoints/0",
            "PrometheusRule", "/spec/groups/0/rules/0",
            "ExternalSecret", "/spec/dataFrom/0/extract");

    private static final List<Manifests> OVERLAYS = new ArrayList<>();

    @BeforeAll
    static void build(@TempDir Path folder) throws Exception {
        OVERLAYS.addAll(Manifests.buildAll(KubernetesModelTest.class, folder));
    }

    static Stream<Manifests> overlays() {
        return OVERLAYS.stream();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyObjectIsWhatTheApiTakes(Manifests manifests) {
        assertThat(manifests.objects()).hasSizeGreaterThan(25);
        manifests.objects().forEach(KubernetesModel::check);
    }

    @Test
    void anUnknownFieldIsFound() {
        ObjectNode deployment = OVERLAYS.get(0).workload("token-service").deepCopy();
        ((ObjectNode) deployment.at("/spec/template/spec/containers/0/readinessProbe")).put("periodSecond", 1);
        ObjectNode topic =
                OVERLAYS.get(2).all("KafkaTopic").findFirst().orElseThrow().deepCopy();
        ((ObjectNode) topic.path("spec")).put("partition", 1);

        assertThatThrownBy(() -> KubernetesModel.check(deployment)).hasMessageContaining("periodSecond");
        assertThatThrownBy(() -> KubernetesModel.check(topic)).hasMessageContaining("partition");
    }

    @Test
    void everyObjectOfAnOperatorIsWhatItTakesAndAnUnknownFieldIsFound(@TempDir Path folder) throws Exception {
        Npm.assume("nobody held what operators get against their types");
        List<JsonNode> objects = OVERLAYS.stream()
                .flatMap(manifests -> manifests.objects().stream())
                .filter(KubernetesModel::isInTypeScript)
                .toList();
        List<JsonNode> mistakes = new ArrayList<>();
        PLACES_FOR_MISTAKES.forEach((kind, place) -> {
            ObjectNode mistaken = objects.stream()
                    .filter(object -> object.path("kind").asText().equals(kind))
                    .findFirst()
                    .orElseThrow()
                    .deepCopy();
            ((ObjectNode) mistaken.at(place)).put("noSuchField", 1);
            mistakes.add(mistaken);
        });
        OperatorTypes.check(folder, objects, mistakes);
    }
}
