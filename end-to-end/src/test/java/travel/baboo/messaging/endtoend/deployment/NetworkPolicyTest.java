package travel.baboo.messaging.endtoend.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import travel.baboo.messaging.endtoend.deployment.NetworkPolicies.Peer;

/**
 * Every overlay's network policies against clusters as they are. Sources: Kubernetes, "Using NodeLocal DNSCache" (169.254.20.10, or the
 * address of the DNS service itself); OpenShift, "DNS Operator" (pods in openshift-dns listen on 5353); Istio, "Kubernetes Gateway API"
 * (a gateway's pods run in its own namespace, with the label gateway.networking.k8s.io/gateway-name); Cilium, "Ingress" (traffic has the
 * identity "ingress", no pod); AWS Load Balancer Controller, target type ip (traffic comes from the balancer's addresses); Amazon MSK,
 * "Port information" (9094, 9096, 9098); PgBouncer, listen_port (6432); OpenTelemetry, OTLP (4317, 4318).
 */
class NetworkPolicyTest {

    private static final Peer TWILIO = Peer.at("54.172.60.1");
    private static final Peer TWILIO_IPV6 = Peer.at("2600:1f18::1");
    private static final Peer CLUSTER_DNS = Peer.in("kube-system", "any");

    private static List<Manifests> overlays = List.of();

    @SuppressWarnings("NullAway.Init") // Set before all tests.
    private static Manifests withVariants;

    @TempDir
    static Path folder;

    @BeforeAll
    static void build() throws IOException, InterruptedException {
        overlays = Manifests.buildAll(NetworkPolicyTest.class, folder);
        withVariants =
                Manifests.buildWith(NetworkPolicyTest.class, folder, "production", "external-data", "labeled-gateway");
    }

    static Stream<Manifests> overlays() {
        return overlays.stream();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void namesAreResolvedOnEveryKindOfCluster(Manifests manifests) {
        NetworkPolicies policies = new NetworkPolicies(manifests);
        manifests.workloads().forEach(workload -> {
            for (String protocol : List.of("UDP", "TCP")) {
                assertThat(policies.mayCall(workload, CLUSTER_DNS, 53, protocol))
                        .isTrue();
                assertThat(policies.mayCall(workload, Peer.at("10.96.0.10"), 53, protocol))
                        .isTrue();
                assertThat(policies.mayCall(workload, Peer.at("169.254.20.10"), 53, protocol))
                        .isTrue();
                assertThat(policies.mayCall(workload, Peer.in("openshift-dns", "any"), 5353, protocol))
                        .isTrue();
                assertThat(policies.mayCall(workload, Peer.at("8.8.8.8"), 53, protocol))
                        .as("a resolver outside")
                        .isFalse();
            }
        });
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void theInternetIsReachedAndTheClusterIsNot(Manifests manifests) {
        NetworkPolicies policies = new NetworkPolicies(manifests);
        for (String service : List.of("token-service", "conversation-service", "relay-service")) {
            JsonNode workload = manifests.workload(service);
            assertThat(policies.mayCall(workload, TWILIO, 443, "TCP")).isTrue();
            assertThat(policies.mayCall(workload, TWILIO_IPV6, 443, "TCP")).isTrue();
            // The API server, a node, the cloud's metadata, any other pod.
            for (String address : List.of("10.96.0.1", "172.20.0.1", "192.168.49.2", "100.64.0.1", "fd00::1")) {
                assertThat(policies.mayCall(workload, Peer.at(address), 443, "TCP"))
                        .as(address)
                        .isFalse();
            }
            assertThat(policies.mayCall(workload, Peer.at("169.254.169.254"), 443, "TCP"))
                    .isFalse();
            assertThat(policies.mayCall(workload, Peer.in("other", "any"), 443, "TCP"))
                    .isFalse();
        }
        assertThat(policies.mayCall(manifests.workload("webhook-ingest-service"), TWILIO, 443, "TCP"))
                .as("it calls nobody")
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void whatTheServicesNeedInTheClusterIsReached(Manifests manifests) {
        NetworkPolicies policies = new NetworkPolicies(manifests);
        manifests.workloads().forEach(workload -> {
            for (int port : List.of(4317, 4318)) {
                assertThat(policies.mayCall(workload, Peer.in("observability", "any"), port, "TCP"))
                        .isTrue();
            }
            for (int port : List.of(443, 8443, 8080)) {
                assertThat(policies.mayCall(workload, Peer.in("keycloak", "baboo.travel/login"), port, "TCP"))
                        .isTrue();
            }
        });
        for (String service : List.of("conversation-service", "relay-service")) {
            for (int port : List.of(5432, 6432, 9092, 9093)) {
                JsonNode workload = manifests.workload(service);
                assertThat(policies.mayCall(workload, Peer.ours("cnpg.io/poolerName", "baboo-db"), port, "TCP"))
                        .isTrue();
                assertThat(policies.mayCall(workload, Peer.in("kafka", "baboo.travel/data"), port, "TCP"))
                        .isTrue();
            }
        }
        JsonNode token = manifests.workload("token-service");
        JsonNode ingest = manifests.workload("webhook-ingest-service");
        assertThat(policies.mayCall(ingest, Peer.ours("strimzi.io/name", "baboo-kafka"), 9093, "TCP"))
                .isTrue();
        assertThat(policies.mayCall(ingest, Peer.ours("cnpg.io/cluster", "baboo-db"), 5432, "TCP"))
                .isFalse();
        assertThat(policies.mayCall(ingest, Peer.ours("app.kubernetes.io/name", "conversation-service"), 8082, "TCP"))
                .as("it asks what Twilio may publish")
                .isTrue();
        assertThat(policies.mayBeCalled(
                        manifests.workload("conversation-service"),
                        Peer.ours("app.kubernetes.io/name", "webhook-ingest-service"),
                        8082))
                .isTrue();
        assertThat(policies.mayCall(ingest, Peer.ours("app.kubernetes.io/name", "relay-service"), 8084, "TCP"))
                .isFalse();
        assertThat(policies.mayCall(token, Peer.ours("strimzi.io/name", "baboo-kafka"), 9093, "TCP"))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void everyKindOfGatewayReachesTheServicesAndMetricsAreForTheMonitoringOnly(Manifests manifests) {
        NetworkPolicies policies = new NetworkPolicies(manifests);
        Map<String, String> istiosGateway = Map.of("gateway.networking.k8s.io/gateway-name", "baboo");
        assertThat(policies.isSelected(istiosGateway))
                .as("the gateway's own pods, which have to reach istiod and be reached")
                .isFalse();
        for (ServiceSettings settings : ServiceSettings.all()) {
            JsonNode workload = manifests.workload(settings.service());
            for (Peer gateway : List.of(
                    Peer.in("envoy-gateway-system", "any"),
                    new Peer(null, istiosGateway, "10.244.0.9"),
                    // Cilium's identity, an ALB, Google's balancers.
                    Peer.at("10.0.3.17"),
                    Peer.at("35.191.0.1"))) {
                assertThat(policies.mayBeCalled(workload, gateway, settings.port()))
                        .as(settings.service())
                        .isTrue();
                assertThat(policies.mayBeCalled(workload, gateway, settings.managementPort()))
                        .as(settings.service())
                        .isFalse();
            }
            assertThat(policies.mayBeCalled(
                            workload, Peer.in("monitoring", "baboo.travel/monitoring"), settings.managementPort()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("overlays")
    void provisioningReachesTwilioAndTheClustersApi(Manifests manifests) {
        NetworkPolicies policies = new NetworkPolicies(manifests);
        JsonNode job = manifests.get("Job", "provision");

        assertThat(policies.mayCall(job, TWILIO, 443, "TCP")).isTrue();
        assertThat(policies.mayCall(job, Peer.at("10.96.0.1"), 443, "TCP")).isTrue();
        assertThat(policies.mayCall(job, Peer.at("172.18.0.3"), 6443, "TCP")).isTrue();
        assertThat(policies.mayBeCalled(job, Peer.ours("app", "any"), 8082)).isFalse();
    }

    @Test
    void managedServicesAreReachedWithTheirVariantOnly() {
        Peer managed = Peer.at("192.0.2.10");
        JsonNode relay = overlays.get(2).workload("relay-service");
        for (int port : List.of(5432, 6432, 9092, 9093, 9094, 9096, 9098, 443, 8443)) {
            assertThat(new NetworkPolicies(withVariants).mayCall(relay, managed, port, "TCP"))
                    .isTrue();
        }
        assertThat(new NetworkPolicies(overlays.get(2)).mayCall(relay, managed, 9098, "TCP"))
                .isFalse();
    }

    @Test
    void aGatewayMayBeTheOnlyOneThatReachesTheServices() {
        NetworkPolicies policies = new NetworkPolicies(withVariants);
        for (ServiceSettings settings : ServiceSettings.all()) {
            JsonNode workload = withVariants.workload(settings.service());
            assertThat(policies.mayBeCalled(
                            workload, Peer.in("ingress-nginx", "baboo.travel/gateway"), settings.port()))
                    .isTrue();
            assertThat(policies.mayBeCalled(workload, Peer.in("other", "any"), settings.port()))
                    .isFalse();
            assertThat(policies.mayBeCalled(
                            workload, Peer.in("monitoring", "baboo.travel/monitoring"), settings.managementPort()))
                    .isTrue();
        }
    }
}
