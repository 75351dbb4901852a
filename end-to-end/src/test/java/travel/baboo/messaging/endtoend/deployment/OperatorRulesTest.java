package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What operators refuse although the types fit: each rule with the place in the operator's source or documentation where it stands. */
class OperatorRulesTest {

    private static final String WAVE = "/metadata/annotations/argocd.argoproj.io~1sync-wave";

    /** A service's name with its namespace, as another namespace has to dial it, and a port. */
    private static final Pattern QUALIFIED = Pattern.compile("[a-z0-9-]+\\.[a-z0-9-]+\\.svc(\\.[a-z.]+)?:[0-9]+");

    private static final Pattern POOL_SIZE =
            Pattern.compile("quarkus\\.datasource\\.(?:[a-z]+\\.)?(?:reactive|jdbc)\\.max-size");

    private static final Pattern MAX_CONNECTIONS = Pattern.compile("max_connections=([0-9]+)");

    /** PostgreSQL's default. */
    private static final int DEFAULT_MAX_CONNECTIONS = 100;

    /** For superusers, the operator, backups and people. */
    private static final int RESERVED_CONNECTIONS = 15;

    private static List<Manifests> overlays = List.of();

    @TempDir
    static Path folder;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        overlays = Manifests.buildAll(OperatorRulesTest.class, folder);
    }

    static Stream<Manifests> overlays() {
        return overlays.stream();
    }

    /** kedacore/keda, apis/keda/v1alpha1/scaledobject_webhook.go: with a cpu or memory trigger the target is fetched and must exist. */
    @ParameterizedTest
    @MethodSource("overlays")
    void aScaledObjectWithACpuTriggerComesAfterItsTarget(Manifests manifests) {
        manifests.all("ScaledObject").filter(OperatorRulesTest::hasCpuTrigger).forEach(scaler -> {
            JsonNode target =
                    manifests.workload(scaler.at("/spec/scaleTargetRef/name").asText());
            assertThat(scaler.at(WAVE).asInt()).isGreaterThan(target.at(WAVE).asInt());
        });
    }

    /**
     * kedacore/keda 2.18, the same file: a fallback beside a cpu trigger is accepted from there on. Its default behavior is a static
     * number of replicas, which would scale down while Kafka is away; {@code currentReplicasIfHigher} is known since 2.17.
     */
    @ParameterizedTest
    @MethodSource("overlays")
    void aFallbackNeverScalesDown(Manifests manifests) {
        manifests.all("ScaledObject").forEach(scaler -> assertThat(
                        scaler.at("/spec/fallback/behavior").asText())
                .isEqualTo("currentReplicasIfHigher"));
    }

    /** The Kafka scaler dials from the operator's namespace, where a short name means nothing. */
    @ParameterizedTest
    @MethodSource("overlays")
    void whatKedaDialsIsFullyQualified(Manifests manifests) {
        manifests.all("ScaledObject").forEach(scaler -> {
            String servers = setting(manifests, "KAFKA_BOOTSTRAP_SERVERS");
            assertThat(servers.split(",", -1))
                    .allMatch(server -> QUALIFIED.matcher(server).matches());
            String namespace =
                    manifests.all("Namespace").map(Manifests::name).findFirst().orElseThrow();
            assertThat(servers).contains("." + namespace + ".svc");
        });
    }

    /**
     * Strimzi, documentation of 0.49, "Configuring pod security providers": the baseline provider sets neither {@code runAsNonRoot} nor
     * a seccomp profile; Pod Security Standards "restricted" asks for both, and of each container for no escalation and no capability.
     */
    @ParameterizedTest
    @MethodSource("overlays")
    void thePodsThatStrimziMakesAreAdmittedToTheNamespace(Manifests manifests) {
        manifests.all("KafkaNodePool").forEach(pool -> {
            isRestrictedPod(pool.at("/spec/template/pod"));
            isRestrictedContainer(pool.at("/spec/template/kafkaContainer"));
            // Makes the rack known to its broker.
            isRestrictedContainer(pool.at("/spec/template/initContainer"));
        });
        manifests.all("Kafka").forEach(kafka -> {
            isRestrictedPod(kafka.at("/spec/entityOperator/template/pod"));
            isRestrictedContainer(kafka.at("/spec/entityOperator/template/topicOperatorContainer"));
            isRestrictedPod(kafka.at("/spec/kafkaExporter/template/pod"));
            isRestrictedContainer(kafka.at("/spec/kafkaExporter/template/container"));
        });
    }

    /**
     * CloudNativePG, "Replication", "Synchronous replication": with {@code dataDurability: required}, the default, a write waits for
     * {@code number} standbys. One of them restarts now and then.
     */
    @ParameterizedTest
    @MethodSource("overlays")
    void writingGoesOnWhileAStandbyRestarts(Manifests manifests) {
        manifests.all("Cluster").forEach(cluster -> {
            int standbys = cluster.at("/spec/instances").asInt() - 1;
            JsonNode synchronous = cluster.at("/spec/postgresql/synchronous");
            assertThat(standbys > synchronous.path("number").asInt()
                            || synchronous.path("dataDurability").asText().equals("preferred"))
                    .isTrue();
        });
    }

    /** PostgreSQL, "Continuous Archiving and Point-in-Time Recovery": a moment can be restored from a base backup and the WAL since. */
    @ParameterizedTest
    @MethodSource("overlays")
    void anyMomentCanBeRestored(Manifests manifests) {
        if (manifests.isForTrying()) {
            return;
        }
        manifests.all("Cluster").forEach(cluster -> {
            JsonNode store = cluster.at("/spec/backup/barmanObjectStore");
            assertThat(store.path("destinationPath").asText()).startsWith("s3://");
            assertThat(store.has("wal")).isTrue();
            assertThat(cluster.at("/spec/backup/retentionPolicy").asText()).isNotBlank();
            assertThat(manifests.all("ScheduledBackup").map(backup -> backup.at("/spec/method")
                            .asText()))
                    .containsExactly("barmanObjectStore");
        });
    }

    /** Half of the limit is heap, as a native image's command line and the JVM's options say; what was measured resident fits in beside it. */
    @ParameterizedTest
    @MethodSource("overlays")
    void memoryIsWhatWasMeasuredWithRoom(Manifests manifests) {
        Map<String, Integer> measured = manifests.isForTrying()
                ? Map.of(
                        "token-service",
                        191,
                        "webhook-ingest-service",
                        208,
                        "relay-service",
                        250,
                        "conversation-service",
                        263)
                : Map.of(
                        "token-service",
                        62,
                        "webhook-ingest-service",
                        76,
                        "relay-service",
                        123,
                        "conversation-service",
                        144);
        measured.forEach((service, resident) -> {
            JsonNode resources =
                    Manifests.container(manifests.workload(service)).path("resources");
            assertThat(mebibytes(resources.at("/requests/memory"))).as(service).isGreaterThan(resident);
            assertThat(mebibytes(resources.at("/limits/memory"))).as(service).isGreaterThan(2 * resident);
        });
    }

    private static int mebibytes(JsonNode quantity) {
        assertThat(quantity.asText()).endsWith("Mi");
        return Integer.parseInt(quantity.asText().replace("Mi", ""));
    }

    /** Strimzi, "Spreading partition replicas across racks": without it two of three brokers may share a zone. */
    @ParameterizedTest
    @MethodSource("overlays")
    void noTwoBrokersHaveToShareAZone(Manifests manifests) {
        manifests.all("Kafka").forEach(kafka -> assertThat(
                        kafka.at("/spec/kafka/rack/topologyKey").asText())
                .isEqualTo("topology.kubernetes.io/zone"));
    }

    /**
     * PostgreSQL refuses a connection beyond {@code max_connections}, and reserves some for superusers ({@code
     * superuser_reserved_connections}, 3). At the largest scale, with one more instance of each while a version is replaced, every
     * service may fill its pools.
     */
    @ParameterizedTest
    @MethodSource("overlays")
    void postgresHasAConnectionForEveryPoolAtTheLargestScale(Manifests manifests) {
        int wanted = RESERVED_CONNECTIONS;
        for (ServiceSettings settings : ServiceSettings.all()) {
            wanted += (largestScale(manifests, settings.service()) + 1) * connections(settings);
        }
        int maxConnections = Stream.concat(
                        manifests.all("Cluster").map(cluster -> cluster.at(
                                        "/spec/postgresql/parameters/max_connections")
                                .asText()),
                        manifests
                                .pods()
                                .map(pod -> MAX_CONNECTIONS.matcher(
                                        Manifests.container(pod).path("args").toString()))
                                .filter(Matcher::find)
                                .map(argument -> argument.group(1)))
                .map(Integer::valueOf)
                .findFirst()
                .orElse(DEFAULT_MAX_CONNECTIONS);
        assertThat(wanted).isLessThanOrEqualTo(maxConnections);
    }

    private static int largestScale(Manifests manifests, String service) {
        return Stream.concat(
                        manifests.all("HorizontalPodAutoscaler").map(scaler -> scaler.at("/spec")),
                        manifests.all("ScaledObject").map(scaler -> scaler.at("/spec")))
                .filter(spec -> spec.at("/scaleTargetRef/name").asText().equals(service))
                .mapToInt(spec -> spec.path("maxReplicas")
                        .asInt(spec.path("maxReplicaCount").asInt()))
                .max()
                .orElseThrow();
    }

    /** The sizes of all the service's pools. */
    private static int connections(ServiceSettings settings) {
        return settings.properties().stringPropertyNames().stream()
                .filter(name -> POOL_SIZE.matcher(name).matches())
                .mapToInt(name -> Integer.parseInt(settings.properties().getProperty(name)))
                .sum();
    }

    private static String setting(Manifests manifests, String name) {
        return manifests
                .all("ConfigMap")
                .map(map -> map.at("/data/" + name).asText())
                .filter(value -> !value.isEmpty())
                .findFirst()
                .orElseThrow();
    }

    private static boolean hasCpuTrigger(JsonNode scaler) {
        return StreamSupport.stream(scaler.at("/spec/triggers").spliterator(), false)
                .anyMatch(trigger -> trigger.path("type").asText().equals("cpu"));
    }

    private static void isRestrictedPod(JsonNode template) {
        assertThat(template.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(template.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
    }

    private static void isRestrictedContainer(JsonNode template) {
        assertThat(template.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(template.at("/securityContext/capabilities/drop/0").asText()).isEqualTo("ALL");
    }
}
