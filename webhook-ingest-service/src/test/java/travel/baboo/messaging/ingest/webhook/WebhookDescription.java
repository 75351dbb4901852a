package travel.baboo.messaging.ingest.webhook;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import java.io.IOException;
import java.net.URL;
import java.util.Set;
import java.util.TreeSet;

/** What the service says of itself, for holding answers against it. */
final class WebhookDescription {

    private static final String PATH = "/api/webhooks/{name}";

    private final JsonNode root;

    private WebhookDescription(JsonNode root) {
        this.root = root;
    }

    /** @param openApi where the service serves it */
    static WebhookDescription of(URL openApi) throws IOException {
        String text = given().queryParam("format", "JSON").get(openApi).asString();
        return new WebhookDescription(new ObjectMapper().readTree(text));
    }

    Set<String> paths() {
        return names(root.get("paths"));
    }

    Set<String> names() {
        Set<String> names = new TreeSet<>();
        resolved(root.at("/paths").get(PATH).get("parameters").get(0))
                .at("/schema/enum")
                .forEach(name -> names.add(name.asText()));
        return names;
    }

    Set<String> statuses(String method) {
        return names(responses(method));
    }

    /** Status, body, media type and headers are those that are described. */
    void tellsOf(String method, Response answer) {
        JsonNode described = responses(method).get(Integer.toString(answer.statusCode()));
        assertThat(described).as("%s answers %d", method, answer.statusCode()).isNotNull();
        JsonNode response = resolved(described);
        Set<String> types = names(response.path("content"));
        if (types.isEmpty()) {
            assertThat(answer.asString()).isEmpty();
        } else {
            assertThat(types).contains(answer.contentType());
            JsonNode problem =
                    resolved(response.at("/content").get(answer.contentType()).get("schema"));
            problem.get("required")
                    .forEach(name -> assertThat(answer.jsonPath().getMap("$")).containsKey(name.asText()));
            assertThat(names(problem.get("properties")))
                    .containsAll(answer.jsonPath().<String, Object>getMap("$").keySet());
        }
        names(response.path("headers"))
                .forEach(name -> assertThat(answer.header(name)).as(name).isNotNull());
    }

    private JsonNode responses(String method) {
        return root.at("/paths").get(PATH).get(method).get("responses");
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.get("$ref").asText().substring(1)) : node;
    }

    private static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }
}
