package travel.baboo.messaging.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;

/** A reader of {@code /control/events}. */
final class ServerSentEvents implements AutoCloseable {

    /** An event as it came. */
    record Event(String name, JsonNode data) {}

    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final HttpResponse<InputStream> response;

    private ServerSentEvents(HttpResponse<InputStream> response) {
        this.response = response;
    }

    static ServerSentEvents open(String origin) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(origin + "/control/events")).build();
        ServerSentEvents reader = new ServerSentEvents(
                HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofInputStream()));
        Thread thread = new Thread(reader::read, "server-sent-events");
        thread.setDaemon(true);
        thread.start();
        return reader;
    }

    String contentType() {
        return response.headers().firstValue("Content-Type").orElse("");
    }

    /** Waits until such an event has come. */
    void await(String name, Predicate<JsonNode> wanted) {
        Wait.until(() -> List.copyOf(events), seen -> seen.stream()
                .anyMatch(each -> each.name().equals(name) && wanted.test(each.data())));
    }

    /** Waits for a change that names this in one of its lists. */
    void awaitChange(String list, String name) {
        await("changed", data -> data.path(list).toString().contains('"' + name + '"'));
    }

    private void read() {
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            String name = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("event: ")) {
                    name = line.substring("event: ".length());
                } else if (line.startsWith("data: ")) {
                    events.add(new Event(name, json(line.substring("data: ".length()))));
                }
            }
        } catch (IOException closed) {
            // The test is over.
            return;
        }
    }

    private static JsonNode json(String text) {
        try {
            return Http.MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        response.body().close();
    }
}
