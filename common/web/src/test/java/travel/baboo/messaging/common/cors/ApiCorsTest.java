package travel.baboo.messaging.common.cors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The headers that a browser gets, over a real server whose every path answers 401. */
class ApiCorsTest {

    private static final String APP = "https://app.baboo.example";

    private final Vertx vertx = Vertx.vertx();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() throws Exception {
        vertx.close().toCompletionStage().toCompletableFuture().get(1, TimeUnit.MINUTES);
    }

    @Test
    void anAppMayReadAnswersAndErrors() throws Exception {
        int port = listen(Set.of(APP + "/", "https://other.baboo.example"));

        HttpResponse<String> answer = call(port, "GET", "/api/conversations", APP);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(answer.headers().allValues("Access-Control-Allow-Origin")).containsExactly(APP);
        assertThat(answer.headers().allValues("Vary")).containsExactly("Origin");
        assertThat(answer.headers().firstValue("Access-Control-Expose-Headers").orElse(""))
                .contains("Location", "Retry-After");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Credentials"))
                .isEmpty();
    }

    @Test
    void aPreflightIsAnsweredWithoutALogin() throws Exception {
        int port = listen(Set.of(APP));

        HttpResponse<String> answer = preflight(port, "/api/conversations/CH1", APP);

        assertThat(answer.statusCode()).isEqualTo(204);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Origin")).hasValue(APP);
        assertThat(answer.headers().firstValue("Access-Control-Allow-Methods").orElse(""))
                .contains("PATCH");
        assertThat(answer.headers().firstValue("Access-Control-Allow-Headers"))
                .hasValue("authorization,idempotency-key");
        assertThat(answer.headers().firstValue("Access-Control-Max-Age")).isPresent();
    }

    @Test
    void anotherOriginGetsOnlyVary() throws Exception {
        int port = listen(Set.of(APP));

        for (HttpResponse<String> answer : Set.of(
                preflight(port, "/api/conversations", "https://app.baboo.example.evil"),
                call(port, "GET", "/api/conversations", "null"))) {
            assertThat(answer.headers().map().keySet())
                    .noneMatch(name -> name.toLowerCase(java.util.Locale.ROOT).startsWith("access-control"));
            assertThat(answer.headers().allValues("Vary")).containsExactly("Origin");
        }
    }

    @Test
    void webhooksAndOtherPathsAreNoneOfABrowsersBusiness() throws Exception {
        int port = listen(Set.of(APP));

        for (String path : Set.of("/api/webhooks/twilio-event", "/chat-widget", "/q/health")) {
            HttpResponse<String> answer = preflight(port, path, APP);
            assertThat(answer.statusCode()).as(path).isEqualTo(401);
            assertThat(answer.headers().firstValue("Access-Control-Allow-Origin"))
                    .as(path)
                    .isEmpty();
        }
    }

    @Test
    void anyOriginIsAllowedWhenTheSettingSaysSo() throws Exception {
        int port = listen(Set.of("*"));

        assertThat(call(port, "GET", "/api/conversations", "https://anybody.example")
                        .headers()
                        .allValues("Access-Control-Allow-Origin"))
                .containsExactly("*");
    }

    @Test
    void withoutTheSettingNothingIsAdded() throws Exception {
        int port = listen(Set.of());

        assertThat(call(port, "GET", "/api/conversations", APP).headers().map())
                .doesNotContainKeys("access-control-allow-origin", "vary");
    }

    @Test
    void whatIsNoOriginIsRefusedByName() {
        assertThatThrownBy(() -> cors(Set.of("https://app.baboo.example/path")))
                .hasMessageContaining("API_ALLOWED_ORIGINS");
    }

    private int listen(Set<String> origins) throws Exception {
        Router router = Router.router(vertx);
        cors(origins).register(router);
        router.route().handler(routing -> routing.response().setStatusCode(401).end());
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .get(1, TimeUnit.MINUTES);
        return server.actualPort();
    }

    private static ApiCors cors(Set<String> origins) {
        return new ApiCors(() -> origins.isEmpty() ? Optional.empty() : Optional.of(origins));
    }

    private HttpResponse<String> preflight(int port, String path, String origin) throws Exception {
        return client.send(
                request(port, "OPTIONS", path, origin)
                        .header("Access-Control-Request-Method", "PATCH")
                        .header("Access-Control-Request-Headers", "authorization,idempotency-key")
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> call(int port, String method, String path, String origin) throws Exception {
        return client.send(request(port, method, path, origin).build(), HttpResponse.BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(int port, String method, String path, String origin) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .header("Origin", origin);
    }
}
