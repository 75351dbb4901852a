package travel.baboo.messaging.conversation.twilio;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Twilio's own description of Conversations v1, as a judge of requests: paths, parameters, their types and words. */
final class TwilioDescription {

    private final JsonNode document;

    TwilioDescription() throws IOException {
        document = new ObjectMapper()
                .readTree(Path.of("../sandbox/twilio/src/test/resources/twilio-oai/twilio_conversations_v1.json")
                        .toFile());
    }

    /** What is wrong with a request; empty when nothing is. */
    List<String> judge(String method, String path, @Nullable String query, String body) {
        JsonNode operation = operation(method, path);
        if (operation == null) {
            return List.of("Twilio has no " + method + " " + path);
        }
        List<String> faults = new ArrayList<>();
        Map<String, JsonNode> queryParameters = new LinkedHashMap<>();
        operation.path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals("query")) {
                queryParameters.put(parameter.path("name").asText(), parameter.path("schema"));
            }
        });
        // Only the follow-up pages that Twilio itself names carry these.
        for (String paging : List.of("PageToken", "Page")) {
            queryParameters.putIfAbsent(paging, document.path("none"));
        }
        decode(query).forEach((name, values) -> judge(name, values, queryParameters.get(name), faults));
        JsonNode form = operation.at("/requestBody/content/application~1x-www-form-urlencoded/schema");
        Map<String, List<String>> fields = decode(body);
        fields.forEach(
                (name, values) -> judge(name, values, form.path("properties").get(name), faults));
        form.path("required").forEach(required -> {
            if (!fields.containsKey(required.asText())) {
                faults.add(required.asText() + " is missing");
            }
        });
        return faults.stream().map(fault -> method + " " + path + ": " + fault).toList();
    }

    private void judge(String name, List<String> values, @Nullable JsonNode schema, List<String> faults) {
        if (schema == null) {
            faults.add("no parameter " + name);
            return;
        }
        JsonNode resolved = resolve(schema);
        boolean array = resolved.path("type").asText().equals("array");
        if (!array && values.size() > 1) {
            faults.add(name + " is there " + values.size() + " times");
        }
        JsonNode item = array ? resolve(resolved.path("items")) : resolved;
        values.forEach(value -> judge(name, value, item, faults));
    }

    private static void judge(String name, String value, JsonNode schema, List<String> faults) {
        JsonNode words = schema.path("enum");
        if (words.isArray()) {
            boolean known = false;
            for (JsonNode word : words) {
                known |= word.asText().equals(value);
            }
            if (!known) {
                faults.add(name + " is not one of " + words);
            }
        }
        if (schema.has("pattern") && !Pattern.matches(schema.path("pattern").asText(), value)) {
            faults.add(name + " does not fit " + schema.path("pattern").asText());
        }
        if (schema.path("type").asText().equals("integer") && !value.matches("-?[0-9]+")) {
            faults.add(name + " is no number");
        }
    }

    private JsonNode resolve(JsonNode schema) {
        String reference = schema.path("$ref").asText("");
        return reference.isEmpty() ? schema : document.at(reference.substring(1));
    }

    private @Nullable JsonNode operation(String method, String path) {
        for (Map.Entry<String, JsonNode> described : document.path("paths").properties()) {
            Pattern pattern =
                    Pattern.compile(described.getKey().replace(".", "\\.").replaceAll("\\{[A-Za-z]+}", "[^/]+"));
            JsonNode operation = described.getValue().get(method.toLowerCase(Locale.ROOT));
            if (operation != null && pattern.matcher(path).matches()) {
                return operation;
            }
        }
        return null;
    }

    private static Map<String, List<String>> decode(@Nullable String encoded) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        if (encoded != null && !encoded.isEmpty()) {
            for (String pair : encoded.split("&", -1)) {
                String[] parts = pair.split("=", 2);
                values.computeIfAbsent(URLDecoder.decode(parts[0], StandardCharsets.UTF_8), name -> new ArrayList<>())
                        .add(parts.length == 1 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
        }
        return values;
    }
}
