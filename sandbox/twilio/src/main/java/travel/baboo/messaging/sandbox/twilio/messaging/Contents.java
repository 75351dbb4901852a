package travel.baboo.messaging.sandbox.twilio.messaging;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Json;
import travel.baboo.messaging.sandbox.state.Changes;
import travel.baboo.messaging.sandbox.state.Persistent;
import travel.baboo.messaging.sandbox.twilio.Sid;

/** Approved templates ({@code HX…}) and uploaded media ({@code ME…}), both added through the control API. */
public final class Contents implements Persistent {

    private final Changes changes;
    private final Map<String, String> templates = new LinkedHashMap<>();
    private final Map<String, Media> media = new LinkedHashMap<>();

    public Contents(Changes changes) {
        this.changes = changes;
    }

    /**
     * Adds or replaces a template.
     *
     * @param body the text, with {@code {{1}}} for the variable named 1
     */
    public void putTemplate(String contentSid, String body) {
        if (!Sid.is("HX", contentSid) || body.isBlank()) {
            throw new IllegalArgumentException("a template needs an HX… SID and a body");
        }
        templates.put(contentSid, body);
        changes.happened();
    }

    public Media addMedia(String filename, String contentType, long size) {
        Media added = new Media(Sid.create("ME"), filename, contentType, size);
        media.put(added.sid(), added);
        changes.happened();
        return added;
    }

    public @Nullable Media findMedia(String sid) {
        return media.get(sid);
    }

    /** The text of each template by its SID, in the order in which they were added. */
    public Map<String, String> templates() {
        return Collections.unmodifiableMap(templates);
    }

    /**
     * The text of a template, or null if there is no such template.
     *
     * @throws IllegalArgumentException if the variables are no JSON object
     */
    public @Nullable String render(String contentSid, @Nullable String variables) {
        String text = templates.get(contentSid);
        if (text == null || variables == null || variables.isBlank()) {
            return text;
        }
        try {
            for (Map.Entry<String, JsonNode> variable :
                    Json.MAPPER.readTree(variables).properties()) {
                text = text.replace(
                        "{{" + variable.getKey() + "}}", variable.getValue().asText());
            }
            return text;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("ContentVariables is not JSON", e);
        }
    }

    private record Saved(Map<String, String> templates, List<Media> media) {}

    @Override
    public String name() {
        return "contents";
    }

    @Override
    public Object snapshot() {
        return new Saved(Map.copyOf(templates), new ArrayList<>(media.values()));
    }

    @Override
    public void restore(JsonNode node) {
        Saved saved = Json.MAPPER.convertValue(node, Saved.class);
        reset();
        templates.putAll(saved.templates());
        saved.media().forEach(item -> media.put(item.sid(), item));
    }

    @Override
    public void reset() {
        templates.clear();
        media.clear();
    }
}
