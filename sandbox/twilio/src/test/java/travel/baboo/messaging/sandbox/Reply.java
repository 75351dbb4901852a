package travel.baboo.messaging.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpHeaders;
import java.util.List;
import java.util.stream.StreamSupport;

/** What a caller got back; {@code body} is JSON, or a missing node. */
record Reply(int status, HttpHeaders headers, String text, JsonNode body) {

    String text(String name) {
        return body.path(name).asText();
    }

    String sid() {
        return text("sid");
    }

    int code() {
        return body.path("code").asInt();
    }

    List<JsonNode> list(String name) {
        return StreamSupport.stream(body.path(name).spliterator(), false).toList();
    }
}
