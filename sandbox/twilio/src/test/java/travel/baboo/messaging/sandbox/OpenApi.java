package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Twilio's own description of its answers, made strict: every property of a schema must be there, and no other. OpenAPI
 * 3.0's {@code nullable} and Twilio's own formats become plain JSON Schema.
 */
final class OpenApi {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchemaFactory FACTORY = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012);
    private static final String RFC_2822 = "^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), [0-9]{2}"
            + " (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) [0-9]{4} [0-9]{2}:[0-9]{2}:[0-9]{2} [+]0000$";

    static final OpenApi CONVERSATIONS = new OpenApi("/twilio-oai/twilio_conversations_v1.json");
    static final OpenApi MESSAGES = new OpenApi("/twilio-oai/twilio_api_v2010_messages.json");

    /** Cut down to the service. */
    static final OpenApi CHAT = new OpenApi("/twilio-oai/twilio_chat_v2_service.json");

    static final OpenApi EVENTS = new OpenApi("/twilio-oai/twilio_events_v1.json");

    private static final Pattern EVENT_STREAMS = Pattern.compile("/v1/(Sinks|Subscriptions|Types|Schemas)(/.*)?");

    private record Operation(Pattern path, int parameters, JsonNode methods) {}

    private final JsonNode document;
    private final List<Operation> operations;
    private final Map<String, JsonSchema> schemas = new HashMap<>();

    private OpenApi(String resource) {
        this.document = read(resource);
        this.operations = document.get("paths").properties().stream()
                .map(path ->
                        new Operation(pattern(path.getKey()), path.getKey().split("\\{", -1).length, path.getValue()))
                .sorted((left, right) -> Integer.compare(left.parameters(), right.parameters()))
                .toList();
    }

    static OpenApi describing(String path) {
        if (EVENT_STREAMS.matcher(path).matches()) {
            return EVENTS;
        }
        if (path.startsWith("/v2")) {
            return CHAT;
        }
        return path.startsWith("/v1") ? CONVERSATIONS : MESSAGES;
    }

    /** Fails when the answer differs in anything from what Twilio describes. */
    void check(String method, String path, int status, @Nullable JsonNode body) {
        JsonNode response = response(method, path, status);
        JsonNode schema = response.at("/content/application~1json/schema");
        if (schema.isMissingNode()) {
            assertThat(body).as("%s %s answers nothing", method, path).isNull();
            return;
        }
        String key = method + " " + path.replaceAll("[A-Z]{2}[0-9a-f]{32}", "*") + " " + status;
        JsonSchema strict = schemas.computeIfAbsent(key, unused -> compile(schema));
        assertThat(strict.validate(Objects.requireNonNull(body)))
                .as("%s %s answered %d: %s", method, path, status, body)
                .isEmpty();
    }

    private JsonNode response(String method, String path, int status) {
        for (Operation operation : operations) {
            JsonNode described = operation.methods().get(method.toLowerCase(Locale.ROOT));
            if (described != null && operation.path().matcher(path).matches()) {
                JsonNode response = described.path("responses").get(Integer.toString(status));
                assertThat(response)
                        .as("%s %s may answer %d", method, path, status)
                        .isNotNull();
                return Objects.requireNonNull(response);
            }
        }
        throw new AssertionError("Twilio has no operation " + method + " " + path);
    }

    private JsonSchema compile(JsonNode schema) {
        ObjectNode root = (ObjectNode) strict(schema.deepCopy());
        ObjectNode components = root.putObject("components");
        components.set("schemas", strictEach(document.at("/components/schemas").deepCopy()));
        return FACTORY.getSchema(
                root,
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build());
    }

    private JsonNode strictEach(ObjectNode schemas) {
        schemas.properties().forEach(schema -> strict(schema.getValue()));
        return schemas;
    }

    private JsonNode strict(JsonNode node) {
        if (!(node instanceof ObjectNode schema)) {
            return node;
        }
        if (schema.get("properties") instanceof ObjectNode properties) {
            schema.put("additionalProperties", false);
            var required = schema.putArray("required");
            properties.properties().forEach(property -> {
                required.add(property.getKey());
                strict(property.getValue());
            });
        }
        if (schema.has("items")) {
            strict(schema.get("items"));
        }
        adoptFormat(schema);
        if (schema.path("nullable").asBoolean(false) && schema.get("type") != null) {
            String type = schema.get("type").asText();
            schema.putArray("type").add(type).add("null");
        }
        return schema;
    }

    private void adoptFormat(ObjectNode schema) {
        String format = schema.path("format").asText("");
        if (format.equals("date-time-rfc-2822")) {
            schema.put("pattern", RFC_2822);
        }
        if (!Set.of("date-time", "uri").contains(format)) {
            schema.remove("format");
        } else if (format.equals("uri") && this == MESSAGES) {
            schema.put("format", "uri-reference");
        }
    }

    private static Pattern pattern(String template) {
        return Pattern.compile(template.replace(".", "\\.").replaceAll("\\{[A-Za-z]+}", "[^/]+"));
    }

    private static JsonNode read(String resource) {
        try (InputStream stream = OpenApi.class.getResourceAsStream(resource)) {
            return MAPPER.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
