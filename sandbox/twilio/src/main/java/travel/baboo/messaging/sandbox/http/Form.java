package travel.baboo.messaging.sandbox.http;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Fields of a form or a query string: names may repeat, order is kept, values are decoded and otherwise unchanged. */
public record Form(List<Field> fields) {

    public record Field(String name, String value) {}

    public Form {
        fields = List.copyOf(fields);
    }

    /**
     * Decodes {@code name=value&…}.
     *
     * @throws IllegalArgumentException if the percent-encoding is malformed
     */
    public static Form parse(@Nullable String encoded) {
        List<Field> fields = new ArrayList<>();
        if (encoded != null) {
            for (String pair : encoded.split("&", -1)) {
                if (!pair.isEmpty()) {
                    int equals = pair.indexOf('=');
                    String name = equals < 0 ? pair : pair.substring(0, equals);
                    String value = equals < 0 ? "" : pair.substring(equals + 1);
                    fields.add(new Field(decode(name), decode(value)));
                }
            }
        }
        return new Form(fields);
    }

    public static Form of(Map<String, String> values) {
        return new Form(values.entrySet().stream()
                .map(entry -> new Field(entry.getKey(), entry.getValue()))
                .toList());
    }

    public @Nullable String find(String name) {
        for (Field field : fields) {
            if (field.name().equals(name)) {
                return field.value();
            }
        }
        return null;
    }

    public boolean has(String name) {
        return find(name) != null;
    }

    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equals(name))
                .map(Field::value)
                .toList();
    }

    public String encode() {
        return fields.stream()
                .map(field -> encode(field.name()) + "=" + encode(field.value()))
                .collect(Collectors.joining("&"));
    }

    /** Every name with its values, in order of first appearance. */
    public Map<String, List<String>> toMap() {
        Map<String, List<String>> map = new LinkedHashMap<>();
        fields.forEach(field ->
                map.computeIfAbsent(field.name(), name -> new ArrayList<>()).add(field.value()));
        return map;
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
