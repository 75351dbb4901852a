package travel.baboo.messaging.endtoend.deployment;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.strimzi.api.kafka.model.kafka.Kafka;
import io.strimzi.api.kafka.model.nodepool.KafkaNodePool;
import io.strimzi.api.kafka.model.topic.KafkaTopic;
import java.lang.reflect.InvocationTargetException;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What Kubernetes and its operators take, by models that their own projects publish. A field that does not exist, one of the wrong type and
 * one that is missing are errors here, where an API server would drop the first and a person would look for it.
 */
final class KubernetesModel {

    private static final Map<String, Class<?>> OF_OPERATORS = Map.of(
            "gateway.networking.k8s.io/v1 Gateway", Gateway.class,
            "gateway.networking.k8s.io/v1 HTTPRoute", HTTPRoute.class,
            "kafka.strimzi.io/v1 Kafka", Kafka.class,
            "kafka.strimzi.io/v1 KafkaNodePool", KafkaNodePool.class,
            "kafka.strimzi.io/v1 KafkaTopic", KafkaTopic.class);

    /** Of which there is no model for Java; there are types for TypeScript, which {@link OperatorTypes} holds them against. */
    private static final Set<String> IN_TYPESCRIPT = Set.of(
            "keda.sh/v1alpha1 ScaledObject",
            "keda.sh/v1alpha1 TriggerAuthentication",
            "postgresql.cnpg.io/v1 Cluster",
            "postgresql.cnpg.io/v1 ScheduledBackup",
            "monitoring.coreos.com/v1 PodMonitor",
            "monitoring.coreos.com/v1 ServiceMonitor",
            "monitoring.coreos.com/v1 PrometheusRule",
            "external-secrets.io/v1 ExternalSecret");

    private static final ObjectMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .annotationIntrospector(new WithoutAnySetters())
            .build();

    private KubernetesModel() {}

    /** @throws AssertionError naming the object and what is wrong with it */
    static void check(JsonNode object) {
        String version = object.path("apiVersion").asText();
        String kind = kind(object);
        try {
            if (OF_OPERATORS.containsKey(kind)) {
                STRICT.treeToValue(object, OF_OPERATORS.get(kind));
            } else if (!isInTypeScript(object)) {
                checkOwn(object, version);
            }
        } catch (InvocationTargetException e) {
            throw new AssertionError(kind + " " + Manifests.name(object) + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException | com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new AssertionError(kind + " " + Manifests.name(object) + ": " + e.getMessage(), e);
        }
    }

    static boolean isInTypeScript(JsonNode object) {
        return IN_TYPESCRIPT.contains(kind(object));
    }

    private static String kind(JsonNode object) {
        return object.path("apiVersion").asText() + " " + object.path("kind").asText();
    }

    /** {@code apps/v1 Deployment} is {@code V1Deployment}, {@code autoscaling/v2 …} is {@code V2…}. */
    private static void checkOwn(JsonNode object, String version) throws ReflectiveOperationException {
        String name = version.substring(version.lastIndexOf('/') + 1).toUpperCase(Locale.ROOT)
                + object.path("kind").asText();
        Class<?> model = Class.forName("io.kubernetes.client.openapi.models." + name);
        model.getMethod("validateJsonElement", JsonElement.class)
                .invoke(null, JsonParser.parseString(object.toString()));
        // The types of the values too.
        new io.kubernetes.client.openapi.JSON();
        io.kubernetes.client.openapi.JSON.deserialize(object.toString(), model);
    }

    /** The models keep unknown fields in a map, out of courtesy to newer servers. */
    private static final class WithoutAnySetters extends JacksonAnnotationIntrospector {

        @Override
        public Boolean hasAnySetter(Annotated annotated) {
            return Boolean.FALSE;
        }
    }
}
