package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import travel.baboo.messaging.endtoend.Project;

/** k8s/rollout with a kubectl that builds for real and records what it would have sent to the cluster. */
class RolloutTest {

    @TempDir
    Path folder;

    @Test
    void infrastructureComesFirstThenTheJobsThenTheServicesThenWhatRefersToThem() throws Exception {
        Files.writeString(
                folder.resolve("jobs"), "migrate-conversation Complete\nmigrate-relay SuccessCriteriaMet Complete\n");

        assertThat(run("production")).as(output()).isZero();

        List<String> calls = Files.readAllLines(folder.resolve("calls")).stream()
                .map(call -> call.replaceAll("-f /\\S*/", "-f ").replaceAll("jsonpath=.*", "jsonpath=…"))
                .toList();
        assertThat(calls)
                .containsExactly(
                        "apply --server-side -f wave-0.yaml",
                        "-n baboo-messaging wait kafka.kafka.strimzi.io --all --for=condition=Ready --timeout=30m",
                        "-n baboo-messaging wait cluster.postgresql.cnpg.io --all --for=condition=Ready --timeout=30m",
                        "-n baboo-messaging delete job -l baboo.travel/before-rollout=true --ignore-not-found --wait",
                        "apply --server-side -f wave-1.yaml",
                        "-n baboo-messaging get job -l baboo.travel/before-rollout=true -o jsonpath=…",
                        "apply --server-side -f wave-2.yaml",
                        "apply --server-side -f wave-3.yaml",
                        "-n baboo-messaging get deployment,statefulset -l app.kubernetes.io/part-of=baboo-messaging -o name",
                        "-n baboo-messaging rollout status statefulset.apps/webhook-ingest-service --timeout=30m");
        assertThat(kinds("wave-0.yaml"))
                .contains("Namespace", "ConfigMap", "Kafka", "Cluster")
                .doesNotContain("Job");
        assertThat(kinds("wave-1.yaml")).containsExactly("Job", "Job", "Job");
        assertThat(kinds("wave-2.yaml"))
                .containsExactlyInAnyOrder("Deployment", "Deployment", "Deployment", "StatefulSet");
        assertThat(kinds("wave-3.yaml")).containsExactly("ScaledObject", "ScaledObject");
    }

    @Test
    void whatIsNotFilledInReachesNoCluster() throws Exception {
        Process process = new ProcessBuilder(Project.ROOT.resolve("k8s/rollout").toString(), "production")
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isEqualTo(1);
        assertThat(output()).contains("production is not filled in yet");
    }

    @Test
    void aFailedJobEndsTheRolloutAtOnceWithItsLogAndNothingIsReplaced() throws Exception {
        Files.writeString(folder.resolve("jobs"), "migrate-conversation Complete\nprovision FailureTarget Failed\n");

        assertThat(run("production")).isEqualTo(1);

        assertThat(output()).contains("The job provision has failed", "log of job/provision");
        assertThat(Files.readString(folder.resolve("calls"))).doesNotContain("wave-2.yaml");
    }

    private String output() throws IOException {
        return Files.readString(folder.resolve("output"));
    }

    private int run(String overlay) throws IOException, InterruptedException {
        Path kubectl = Manifests.assumeKubectl(RolloutTest.class);
        Path recorder = folder.resolve("kubectl");
        Files.writeString(
                recorder,
                """
                #!/bin/bash
                if [ "$1" = kustomize ]; then exec "%s" "$@"; fi
                echo "$*" >>"%s/calls"
                for argument; do case "$argument" in *.yaml) cp "$argument" "%s/" ;; esac; done
                case "$*" in
                  *"-o name") echo "statefulset.apps/webhook-ingest-service" ;;
                  *"get job "*) cat "%s/jobs" ;;
                  *" logs "*) echo "log of $4" ;;
                esac
                """
                        .formatted(kubectl, folder, folder, folder));
        assertThat(recorder.toFile().setExecutable(true)).isTrue();
        ProcessBuilder builder = FilledIn.copyTo(folder.resolve("filled-in"))
                .script("rollout", overlay)
                .redirectOutput(folder.resolve("output").toFile());
        builder.environment()
                .merge("PATH", folder.toString(), (path, first) -> first + java.io.File.pathSeparator + path);
        Process process = builder.start();

        assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
        return process.exitValue();
    }

    private List<String> kinds(String file) throws IOException {
        return Yaml.all(Files.readString(folder.resolve(file))).stream()
                .filter(JsonNode::isObject)
                .map(object -> object.path("kind").asText())
                .toList();
    }
}
