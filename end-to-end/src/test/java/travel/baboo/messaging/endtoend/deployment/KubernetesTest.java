package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.endtoend.Project;

/** Every overlay, built by kubectl, against the services; {@link KubernetesModelTest} holds them against what Kubernetes takes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class KubernetesTest {

    private static final List<Manifests> OVERLAYS = new ArrayList<>();

    @BeforeAll
    static void build(@TempDir Path folder) throws Exception {
        OVERLAYS.addAll(Manifests.buildAll(KubernetesTest.class, folder));
    }

    static Stream<Manifests> overlays() {
        return OVERLAYS.stream();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void aServiceIsGivenWhatItInsistsOnAndNothingItDoesNotKnow(Manifests manifests) {
        assertThat(manifests.workloads().map(Manifests::name))
                .containsAll(ServiceSettings.all().stream()
                        .map(ServiceSettings::service)
                        .toList());
        manifests.workloads().forEach(workload -> {
            ServiceSettings settings = Manifests.settings(workload);
            Set<String> given = manifests.variables(workload);
            Set<String> itsOwn = new TreeSet<>(given);
            itsOwn.removeAll(manifests.sharedSettings());
            itsOwn.remove("PROVISIONED_DIRECTORY");
            assertThat(settings.variables()).as(Manifests.name(workload)).containsAll(itsOwn);
            if (!Manifests.name(workload).equals("provision")) {
                // A secret may come as a file, what provisioning finds from its ConfigMap.
                assertThat(settings.required())
                        .as(Manifests.name(workload))
                        .allMatch(required -> given.contains(required)
                                || given.contains(required + "_FILE")
                                || ServiceSettings.PROVISIONED.contains(required));
            }
        });
    }

    /** A line in an overlay's settings.env reaches every pod, and wins over the service's own default. */
    @ParameterizedTest
    @MethodSource("overlays")
    void everySettingOfTheOverlayReachesEveryService(Manifests manifests) {
        manifests.workloads().forEach(workload -> {
            JsonNode sources = Manifests.container(workload).path("envFrom");
            JsonNode last = sources.path(sources.size() - 1);
            assertThat(manifests.variables(workload))
                    .as(Manifests.name(workload))
                    .containsAll(manifests.sharedSettings());
            assertThat(last.at("/configMapRef/name").asText()).startsWith("baboo");
        });
    }

    /** The settings of provisioning come before the overlay's own, which take precedence: an operator who knows the SID sets it there. */
    @ParameterizedTest
    @MethodSource("overlays")
    void everyServiceReadsWhatProvisioningFound(Manifests manifests) {
        JsonNode found = manifests.get("ConfigMap", "baboo-provisioned");

        assertThat(found.has("data"))
                .as("data that is applied again and again would undo what was written")
                .isFalse();
        for (ServiceSettings settings : ServiceSettings.all()) {
            assertThat(Manifests.container(manifests.workload(settings.service()))
                            .at("/envFrom/0/configMapRef/name")
                            .asText())
                    .isEqualTo("baboo-provisioned");
        }
        assertThat(manifests.sharedSettings()).doesNotContainAnyElementsOf(ServiceSettings.PROVISIONED);
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void provisioningMayChangeOneConfigMapAndNothingElse(Manifests manifests) {
        assertThat(manifests.all("ClusterRole")).isEmpty();
        assertThat(manifests.all("ClusterRoleBinding")).isEmpty();
        JsonNode rules = manifests.get("Role", "provision").path("rules");
        assertThat(rules).hasSize(1);
        assertThat(rules.path(0).path("resources")).extracting(JsonNode::asText).containsExactly("configmaps");
        assertThat(rules.path(0).path("resourceNames"))
                .extracting(JsonNode::asText)
                .containsExactly("baboo-provisioned");
        assertThat(rules.path(0).path("verbs")).extracting(JsonNode::asText).containsExactly("get", "patch");
        assertThat(manifests.get("RoleBinding", "provision").at("/roleRef/name").asText())
                .isEqualTo("provision");
    }

    /** What knows Twilio's credentials does not see the cluster's token, and the other way round. */
    @ParameterizedTest
    @MethodSource("overlays")
    void provisioningPublishesWhatItWrote(Manifests manifests) {
        JsonNode job = manifests.get("Job", "provision");
        JsonNode provision = job.at("/spec/template/spec/initContainers/0");
        JsonNode publish = job.at("/spec/template/spec/containers/0");

        assertThat(job.at("/spec/template/spec/serviceAccountName").asText()).isEqualTo("provision");
        assertThat(provision.at("/command/0").asText()).isEqualTo("/usr/local/bin/provision");
        assertThat(mounts(provision)).containsExactlyInAnyOrder("tmp", "provisioned");
        assertThat(provision.path("env"))
                .anyMatch(variable -> variable.path("name").asText().equals("PROVISIONED_DIRECTORY")
                        && variable.path("value").asText().equals("/provisioned"));
        assertThat(mounts(publish)).containsExactlyInAnyOrder("tmp", "provisioned", "token");
        assertThat(publish.has("envFrom")).isFalse();
        assertThat(publish.path("args"))
                .extracting(JsonNode::asText)
                .containsExactly(
                        "patch",
                        "configmap",
                        "baboo-provisioned",
                        "--type=merge",
                        "--patch-file=/provisioned/configmap.json");
    }

    private static List<String> mounts(JsonNode container) {
        return container.path("volumeMounts").findValuesAsText("name");
    }

    @Test
    void everySharedSettingIsOneThatSomeServiceReads() {
        Set<String> known = new TreeSet<>(Set.of("TZ"));
        ServiceSettings.all().forEach(settings -> known.addAll(settings.variables()));
        OVERLAYS.forEach(manifests -> assertThat(known)
                .as(manifests.overlay())
                .containsAll(manifests.sharedSettings().stream()
                        .filter(name -> !name.startsWith("BABOO_") && !name.startsWith("QUARKUS_"))
                        .toList()));
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everySettingThatIsReferredToIsThereAndSecretsAreReferredToOnly(Manifests manifests) throws IOException {
        Set<String> secrets =
                Files.readAllLines(Project.ROOT.resolve("k8s/overlays/local/secrets.env.example")).stream()
                        .map(line -> line.substring(0, line.indexOf('=')))
                        .collect(Collectors.toSet());
        manifests
                .workloads()
                .forEach(workload -> Manifests.container(workload).path("env").forEach(variable -> {
                    JsonNode setting = variable.at("/valueFrom/configMapKeyRef");
                    if (!setting.isMissingNode() && !setting.path("optional").asBoolean()) {
                        assertThat(manifests
                                        .get("ConfigMap", setting.path("name").asText())
                                        .path("data")
                                        .path(setting.path("key").asText())
                                        .asText())
                                .as(variable.toString())
                                .isNotBlank();
                    }
                    JsonNode secret = variable.at("/valueFrom/secretKeyRef");
                    if (secrets.contains(variable.path("name").asText())) {
                        assertThat(secret.isObject()).as(variable.toString()).isTrue();
                        assertThat(secret.path("name").asText()).isIn("baboo", "baboo-db-app");
                    } else {
                        assertThat(secret.isMissingNode()
                                        || secret.path("optional").asBoolean())
                                .as(variable.toString())
                                .isTrue();
                    }
                }));
        if (!manifests.isForTrying()) {
            assertThat(manifests.all("Secret")).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theSigningKeyIsWhereItIsLookedFor(Manifests manifests) {
        JsonNode workload = manifests.workload("token-service");
        JsonNode files = manifests.get("ConfigMap", "token-service").path("data");
        JsonNode mount = StreamSupport.stream(
                        Manifests.container(workload).path("volumeMounts").spliterator(), false)
                .filter(candidate -> candidate.path("name").asText().equals("signing-key"))
                .findFirst()
                .orElseThrow();
        JsonNode volume = workload.at("/spec/template/spec/volumes/0");

        assertThat(volume.path("name").asText()).isEqualTo("signing-key");
        assertThat(volume.at("/secret/items"))
                .extracting(item -> mount.path("mountPath").asText() + "/"
                        + item.path("path").asText())
                .containsExactly(
                        files.path("TWILIO_API_KEY_FILE").asText(),
                        files.path("TWILIO_API_SECRET_FILE").asText());
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyPodKeepsToPodSecurityRestricted(Manifests manifests) {
        assertThat(manifests.all("Namespace").findFirst().orElseThrow().at("/metadata/labels"))
                .anyMatch(value -> value.asText().equals("restricted"));
        manifests.pods().forEach(workload -> {
            JsonNode pod = workload.at("/spec/template/spec");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isPositive();
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            Manifests.containers(workload).forEach(container -> {
                assertThat(container
                                .at("/securityContext/allowPrivilegeEscalation")
                                .asBoolean(true))
                        .isFalse();
                assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                        .isEqualTo("ALL");
                assertThat(container.at("/resources/requests/memory").asText()).isNotBlank();
                assertThat(container.at("/resources/limits/memory").asText()).isNotBlank();
            });
        });
        manifests.workloads().forEach(workload -> {
            assertThat(workload.at("/spec/template/spec/securityContext/runAsUser")
                            .asInt())
                    .isEqualTo(10001);
            assertThat(Manifests.container(workload)
                            .at("/securityContext/readOnlyRootFilesystem")
                            .asBoolean())
                    .isTrue();
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void portsAndProbesAreTheServicesOwn(Manifests manifests) {
        for (ServiceSettings settings : ServiceSettings.all()) {
            JsonNode container = Manifests.container(manifests.workload(settings.service()));
            JsonNode service = manifests.get("Service", settings.service());

            assertThat(container.at("/ports/0/containerPort").asInt()).isEqualTo(settings.port());
            assertThat(container.at("/ports/1/containerPort").asInt()).isEqualTo(settings.managementPort());
            assertThat(Manifests.texts(service.at("/spec/ports"), "/targetPort"))
                    .containsExactly("http", "management");
            assertThat(service.at("/spec/ports/0/port").asInt()).isEqualTo(settings.port());
            for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
                assertThat(container.path(probe).at("/httpGet/port").asText()).isEqualTo("management");
                assertThat(container.path(probe).at("/httpGet/path").asText()).startsWith("/q/health/");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whateverSelectsPodsSelectsThoseOfItsService(Manifests manifests) {
        for (ServiceSettings settings : ServiceSettings.all()) {
            String service = settings.service();
            JsonNode workload = manifests.workload(service);
            String label = workload.at("/spec/template/metadata/labels/app.kubernetes.io~1name")
                    .asText();

            assertThat(label).isEqualTo(service);
            assertThat(workload.at("/spec/selector/matchLabels/app.kubernetes.io~1name")
                            .asText())
                    .isEqualTo(label);
            assertThat(manifests
                            .get("Service", service)
                            .at("/spec/selector/app.kubernetes.io~1name")
                            .asText())
                    .isEqualTo(label);
            for (String pointer : List.of("PodDisruptionBudget /spec/selector", "NetworkPolicy /spec/podSelector")) {
                String[] kindAndPath = pointer.split(" ", -1);
                assertThat(manifests
                                .get(kindAndPath[0], service)
                                .at(kindAndPath[1] + "/matchLabels/app.kubernetes.io~1name")
                                .asText())
                        .isEqualTo(label);
            }
            assertThat(workload.at("/spec/template/spec/topologySpreadConstraints"))
                    .hasSize(2);
            assertThat(workload.at("/spec/template/spec/serviceAccountName").asText())
                    .isEqualTo(Manifests.name(manifests.get("ServiceAccount", service)));
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void eachServiceIsScaledByExactlyOne(Manifests manifests) {
        for (ServiceSettings settings : ServiceSettings.all()) {
            JsonNode workload = manifests.workload(settings.service());
            assertThat(workload.at("/spec/replicas").isMissingNode()).isTrue();
            assertThat(Stream.concat(manifests.all("HorizontalPodAutoscaler"), manifests.all("ScaledObject"))
                            .filter(scaler -> scaler.at("/spec/scaleTargetRef/name")
                                    .asText()
                                    .equals(settings.service()))
                            .toList())
                    .hasSize(1);
        }
        manifests.all("ScaledObject").forEach(scaler -> {
            ServiceSettings settings =
                    ServiceSettings.of(scaler.at("/spec/scaleTargetRef/name").asText());
            JsonNode trigger = scaler.at("/spec/triggers/0/metadata");
            assertThat(trigger.path("topic").asText())
                    .isEqualTo(settings.properties().getProperty("mp.messaging.incoming.twilio-events.topic"));
            assertThat(trigger.path("consumerGroup").asText())
                    .isEqualTo(settings.properties().getProperty("mp.messaging.incoming.twilio-events.group.id"));
            assertThat(manifests.variables(manifests.workload(settings.service())))
                    .contains(trigger.path("bootstrapServersFromEnv").asText());
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theIngestDrainsBeforeItGoesAndItsVolumeStays(Manifests manifests) {
        JsonNode workload = manifests.get("StatefulSet", "webhook-ingest-service");
        JsonNode container = Manifests.container(workload);
        String journal = manifests
                .get("ConfigMap", "webhook-ingest-service")
                .at("/data/INGEST_JOURNAL_DIRECTORY")
                .asText();
        String preStop = container.at("/lifecycle/preStop/exec/command/2").asText();
        var drain = Pattern.compile("sleep (\\d+); exec /usr/local/bin/await-drained (\\d+)")
                .matcher(preStop);

        assertThat(drain.matches()).as(preStop).isTrue();
        int before = Integer.parseInt(drain.group(1)) + Integer.parseInt(drain.group(2));
        assertThat(workload.at("/spec/template/spec/terminationGracePeriodSeconds")
                        .asInt())
                .as("requests under way 10 s, the journal 5 s and 2 s come after the hook")
                .isGreaterThan(before + 17);
        assertThat(workload.at("/spec/persistentVolumeClaimRetentionPolicy/whenScaled")
                        .asText())
                .isEqualTo("Retain");
        assertThat(workload.at("/spec/persistentVolumeClaimRetentionPolicy/whenDeleted")
                        .asText())
                .isEqualTo("Retain");
        assertThat(container.path("volumeMounts"))
                .anyMatch(mount -> mount.path("name").asText().equals("journal")
                        && mount.path("mountPath").asText().equals(journal));
        assertThat(workload.at("/spec/volumeClaimTemplates/0/metadata/name").asText())
                .isEqualTo("journal");
        assertThat(workload.at("/spec/template/spec/securityContext/fsGroup").asInt())
                .isEqualTo(10001);
        assertThat(manifests
                        .get("Service", workload.at("/spec/serviceName").asText())
                        .at("/spec/clusterIP")
                        .asText())
                .isEqualTo("None");
    }

    @Test
    void theTopicsAreTheServicesOwn() {
        Manifests production = OVERLAYS.get(2);
        String local = Manifests.container(OVERLAYS.get(0).get("Job", "topics"))
                .at("/args/0")
                .asText();
        Topics.ofTheServices().forEach(topic -> assertThat(local).contains("--topic " + topic + " "));

        assertThat(production.all("KafkaTopic").map(Manifests::name))
                .containsExactlyInAnyOrderElementsOf(Topics.ofTheServices());
    }

    @Test
    void ingressAndGatewayRouteAsTheSandboxDoes() throws IOException {
        Set<String> sandbox = new TreeSet<>();
        var route = Pattern.compile("\"(/[a-z/-]+)\", config\\.(\\w+)Service\\(\\)")
                .matcher(Files.readString(Project.SANDBOX_LOCAL
                        .sources()
                        .resolve("travel/baboo/messaging/sandbox/gateway/GatewayRoutes.java")));
        while (route.find()) {
            String service =
                    route.group(2).replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT) + "-service";
            sandbox.add(route.group(1) + " " + service);
        }
        Set<String> ingress = new TreeSet<>();
        OVERLAYS.get(0)
                .get("Ingress", "baboo")
                .at("/spec/rules/0/http/paths")
                .forEach(path -> ingress.add(path.path("path").asText() + " "
                        + path.at("/backend/service/name").asText()));
        Set<String> gateway = new TreeSet<>();
        OVERLAYS.get(2).all("HTTPRoute").forEach(object -> object.at("/spec/rules")
                .forEach(rule -> rule.path("matches")
                        .forEach(match -> gateway.add(match.at("/path/value").asText() + " "
                                + rule.at("/backendRefs/0/name").asText()))));

        assertThat(sandbox).hasSize(12);
        assertThat(ingress).isEqualTo(sandbox);
        assertThat(gateway).isEqualTo(sandbox);
    }
}
