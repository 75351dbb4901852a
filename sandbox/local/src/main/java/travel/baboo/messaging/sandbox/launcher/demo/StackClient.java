package travel.baboo.messaging.sandbox.launcher.demo;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;

/** Speaks JSON with the stack as an app does. Any answer but a success ends the story with what the answer said. */
final class StackClient {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .build();

    JsonNode get(String url, Map<String, String> headers) throws InterruptedException {
        return send("GET", url, headers, BodyPublishers.noBody());
    }

    JsonNode post(String url, Map<String, String> headers, Object body) throws InterruptedException {
        return send("POST", url, headers, publisher(body));
    }

    JsonNode patch(String url, Map<String, String> headers, Object body) throws InterruptedException {
        return send("PATCH", url, headers, publisher(body));
    }

    private JsonNode send(String method, String url, Map<String, String> headers, BodyPublisher body)
            throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url)).timeout(LIMIT).method(method, body);
        request.setHeader("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        try {
            HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
            if (answer.statusCode() / 100 != 2) {
                throw new StoryException(
                        method + " " + url + " was answered " + answer.statusCode() + ": " + answer.body());
            }
            return JSON.readTree(answer.body());
        } catch (JsonProcessingException e) {
            throw new StoryException(method + " " + url + " was not answered with JSON", e);
        } catch (IOException e) {
            throw new StoryException(method + " " + url + " was not answered: " + e, e);
        }
    }

    /** Parses the body of a response to another client. */
    static JsonNode parse(String body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            throw new StoryException("Not JSON: " + body, e);
        }
    }

    private BodyPublisher publisher(Object body) {
        try {
            return BodyPublishers.ofString(JSON.writeValueAsString(body));
        } catch (JsonProcessingException e) {
            throw new StoryException("Cannot be written as JSON: " + body, e);
        }
    }
}
