package travel.baboo.messaging.sandbox.launcher.drill;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON client for a stack in which some parts may be down. */
final class DrillClient {

    /** An answer; {@code body} is a missing node unless it was JSON. */
    record Answer(int status, JsonNode body) {

        boolean succeeded() {
            return status / 100 == 2;
        }
    }

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(45);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();

    /** @throws IOException if there is no answer in time */
    Answer send(String method, String url, Map<String, String> headers, @Nullable Object body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .timeout(TIMEOUT)
                .method(
                        method,
                        body == null
                                ? BodyPublishers.noBody()
                                : BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)));
        request.setHeader("Content-Type", "application/json");
        headers.forEach(request::setHeader);
        HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString());
        boolean json = answer.headers().firstValue("Content-Type").orElse("").contains("json");
        return new Answer(
                answer.statusCode(),
                json && !answer.body().isEmpty() ? JSON.readTree(answer.body()) : MissingNode.getInstance());
    }

    /** Requires a successful answer, from the sandbox, which the drill never breaks, or from a stack without faults. */
    JsonNode require(String method, String url, Map<String, String> headers, @Nullable Object body)
            throws IOException, InterruptedException {
        Answer answer = send(method, url, headers, body);
        if (!answer.succeeded()) {
            throw new IOException(method + " " + url + " was answered " + answer.status() + ": " + answer.body());
        }
        return answer.body();
    }
}
