package travel.baboo.messaging.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.sandbox.SandboxTestResource;
import travel.baboo.messaging.sandbox.embedded.KafkaTestResource;
import travel.baboo.messaging.sandbox.embedded.PostgresTestResource;

/** Views that follow what happens, as a browser reads them. */
@QuarkusTest
@WithTestResource(SandboxTestResource.class)
@WithTestResource(PostgresTestResource.class)
@WithTestResource(KafkaTestResource.class)
class LiveViewTest extends RelayTestBase {

    @TestHTTPResource("/")
    URI origin;

    private final HttpClient client = HttpClient.newHttpClient();

    /** A stream as it is read. */
    private static final class Listener {

        private final List<String> lines = new CopyOnWriteArrayList<>();
        private CompletableFuture<HttpResponse<Void>> end = new CompletableFuture<>();

        /** The data of all events so far. */
        List<JsonArray> views() {
            return lines.stream()
                    .filter(line -> line.startsWith("data:"))
                    .map(line -> new JsonObject(line.substring("data:".length())).getJsonArray("items"))
                    .toList();
        }

        JsonArray latest() {
            List<JsonArray> views = views();
            return views.isEmpty() ? new JsonArray() : views.get(views.size() - 1);
        }
    }

    @AfterEach
    void everythingIsWellAgain() {
        admin().post("/api/destinations/make/resume").then().statusCode(200);
    }

    @Test
    void destinationsComeAtOnceAndWheneverTheyChange() {
        Listener first = listen("/api/destinations/live", token(3_600));
        await().atMost(PATIENCE).until(() -> isPaused(first) == 0);
        Listener second = listen("/api/destinations/live", token(3_600));
        await().atMost(PATIENCE).until(() -> isPaused(second) == 0);

        admin().post("/api/destinations/make/pause").then().statusCode(200);

        await().atMost(PATIENCE).until(() -> isPaused(first) == 1 && isPaused(second) == 1);
        assertThat(first.lines).contains("event:destinations");
        for (int i = 1; i < first.views().size(); i++) {
            assertThat(first.views().get(i))
                    .as("only changes are sent")
                    .isNotEqualTo(first.views().get(i - 1));
        }
        first.end.cancel(true);
        second.end.cancel(true);
    }

    @Test
    void aConversationsDeliveriesComeWithTheirAttempts() {
        directory("sms", newPhone());
        Listener listener = listen("/api/deliveries/live?conversation=" + conversation, token(3_600));
        await().atMost(PATIENCE).until(() -> !listener.views().isEmpty());
        assertThat(listener.latest()).isEmpty();

        expertWrites(0, "live");

        await().atMost(PATIENCE).untilAsserted(() -> {
            assertThat(listener.latest()).hasSize(1);
            JsonObject delivery = listener.latest().getJsonObject(0);
            assertThat(delivery.getString("state")).isEqualTo("delivered");
            assertThat(delivery.getJsonArray("attemptLog").getJsonObject(0).getString("outcome"))
                    .isEqualTo("accepted");
        });
        assertThat(listener.lines).contains("event:deliveries");
        listener.end.cancel(true);
    }

    @Test
    void aStreamEndsWithItsCallersToken() {
        Listener listener = listen("/api/destinations/live", token(15));

        HttpResponse<Void> response =
                listener.end.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(response.headers().firstValue("X-Accel-Buffering")).hasValue("no");
        assertThat(listener.views()).isNotEmpty();
    }

    @Test
    void onlyAdminsListen() {
        as("expert").get("/api/destinations/live").then().statusCode(403);
        as("expert")
                .get("/api/deliveries/live?conversation=" + conversation)
                .then()
                .statusCode(403);
        admin().get("/api/deliveries/live").then().statusCode(400).contentType(equalTo("application/problem+json"));
    }

    private static long isPaused(Listener listener) {
        if (listener.views().isEmpty()) {
            return -1;
        }
        return listener.latest().stream()
                .map(JsonObject.class::cast)
                .filter(destination -> destination.getString("name").equals("make"))
                .filter(destination -> destination.containsKey("pausedAt"))
                .count();
    }

    private Listener listen(String path, String token) {
        Listener listener = new Listener();
        HttpRequest request = HttpRequest.newBuilder(origin.resolve(path))
                .header("Authorization", "Bearer " + token)
                .build();
        listener.end =
                client.sendAsync(request, HttpResponse.BodyHandlers.fromLineSubscriber(new Lines(listener.lines)));
        return listener;
    }

    private String token(int seconds) {
        return sandbox()
                .body(Map.of("email", "admin@example.com", "groups", List.of("admin"), "expiresInSeconds", seconds))
                .post("/login/token")
                .path("access_token");
    }
}
