package travel.baboo.messaging.endtoend.deployment;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Which pods may reach which, as Kubernetes reads an overlay's policies (networking.k8s.io/v1): a pod that no policy of a direction selects
 * is open in it, else what any of them allows is allowed.
 */
record NetworkPolicies(Manifests manifests) {

    /**
     * The other side of a connection.
     *
     * @param namespace labels of its namespace; null for our own namespace, or for none
     * @param labels of the pod; null for an address that belongs to no pod
     */
    record Peer(@Nullable Map<String, String> namespace, @Nullable Map<String, String> labels, String address) {

        /** A pod in our namespace. */
        static Peer ours(String label, String value) {
            return new Peer(null, Map.of(label, value), "10.244.0.7");
        }

        /** A pod in a namespace of that name, which every namespace has as a label, and with another label. */
        static Peer in(String namespace, String label) {
            return new Peer(
                    Map.of("kubernetes.io/metadata.name", namespace, label, "true"),
                    Map.of("app", "any"),
                    "10.244.1.7");
        }

        /** What no pod is behind: a server outside, a node, a service's address before it is translated. */
        static Peer at(String address) {
            return new Peer(null, null, address);
        }
    }

    boolean isSelected(Map<String, String> pod) {
        return manifests.all("NetworkPolicy").anyMatch(policy -> selects(policy.at("/spec/podSelector"), pod));
    }

    /** Whether the workload's pods may call. */
    boolean mayCall(JsonNode workload, Peer peer, int port, String protocol) {
        return allows("Egress", "egress", "to", workload, peer, port, protocol);
    }

    /** Whether the workload's pods may be called. */
    boolean mayBeCalled(JsonNode workload, Peer peer, int port) {
        return allows("Ingress", "ingress", "from", workload, peer, port, "TCP");
    }

    private boolean allows(
            String type, String rules, String peers, JsonNode workload, Peer peer, int port, String protocol) {
        Map<String, String> pod = labels(workload.at("/spec/template/metadata/labels"));
        var policies = manifests
                .all("NetworkPolicy")
                .filter(policy -> selects(policy.at("/spec/podSelector"), pod))
                .filter(policy -> policy.at("/spec/policyTypes").toString().contains("\"" + type + "\""))
                .toList();
        return policies.isEmpty()
                || policies.stream()
                        .flatMap(policy -> elements(policy.at("/spec/" + rules)))
                        .anyMatch(rule -> isOpenTo(rule.path(peers), peer)
                                && hasPort(rule.path("ports"), workload, port, protocol));
    }

    private static boolean isOpenTo(JsonNode peers, Peer peer) {
        return peers.isEmpty() || elements(peers).anyMatch(candidate -> matches(candidate, peer));
    }

    private static boolean matches(JsonNode candidate, Peer peer) {
        Map<String, String> labels = peer.labels();
        Map<String, String> namespace = peer.namespace();
        if (candidate.has("ipBlock")) {
            // Which address a pod has for this is up to the network plug-in: not relied on.
            return labels == null && isIn(candidate.path("ipBlock"), peer.address());
        }
        if (labels == null) {
            return false;
        }
        boolean place = candidate.has("namespaceSelector")
                ? selects(candidate.path("namespaceSelector"), namespace == null ? Map.of() : namespace)
                : namespace == null;
        return place && selects(candidate.path("podSelector"), labels);
    }

    private static boolean isIn(JsonNode block, String address) {
        return contains(block.path("cidr").asText(), address)
                && elements(block.path("except")).noneMatch(range -> contains(range.asText(), address));
    }

    private static boolean contains(String range, String address) {
        int slash = range.indexOf('/');
        byte[] network = bytes(range.substring(0, slash));
        byte[] tested = bytes(address);
        int shift = network.length * 8 - Integer.parseInt(range.substring(slash + 1));
        return network.length == tested.length
                && new BigInteger(1, network).shiftRight(shift).equals(new BigInteger(1, tested).shiftRight(shift));
    }

    private static byte[] bytes(String literal) {
        try {
            return InetAddress.getByName(literal).getAddress();
        } catch (UnknownHostException e) {
            throw new AssertionError(literal, e);
        }
    }

    private static boolean hasPort(JsonNode ports, JsonNode workload, int port, String protocol) {
        return ports.isEmpty()
                || elements(ports).anyMatch(candidate -> {
                    int first = number(candidate.path("port"), workload);
                    int last = candidate.path("endPort").asInt(first);
                    return candidate.path("protocol").asText("TCP").equals(protocol) && first <= port && port <= last;
                });
    }

    /** A name is one of the container's ports. */
    private static int number(JsonNode port, JsonNode workload) {
        return port.isInt()
                ? port.asInt()
                : elements(Manifests.container(workload).path("ports"))
                        .filter(candidate -> candidate.path("name").asText().equals(port.asText()))
                        .mapToInt(candidate -> candidate.path("containerPort").asInt())
                        .findFirst()
                        .orElse(-1);
    }

    private static boolean selects(JsonNode selector, Map<String, String> labels) {
        return labels(selector.path("matchLabels")).entrySet().stream()
                        .allMatch(wanted -> wanted.getValue().equals(labels.get(wanted.getKey())))
                && elements(selector.path("matchExpressions")).allMatch(expression -> holds(expression, labels));
    }

    private static boolean holds(JsonNode expression, Map<String, String> labels) {
        String value = labels.get(expression.path("key").asText());
        boolean listed = elements(expression.path("values"))
                .anyMatch(candidate -> candidate.asText().equals(value));
        return switch (expression.path("operator").asText()) {
            case "In" -> listed;
            case "NotIn" -> !listed;
            case "Exists" -> value != null;
            case "DoesNotExist" -> value == null;
            default -> throw new AssertionError(expression.toString());
        };
    }

    private static Map<String, String> labels(JsonNode object) {
        Map<String, String> labels = new java.util.TreeMap<>();
        object.properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        return labels;
    }

    private static Stream<JsonNode> elements(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false);
    }
}
