package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** A page of another origin, as a browser asks for it: a preflight, then the call. */
final class CrossOrigin {

    /** A path of each service that pages call. */
    private static final List<String> APIS = List.of("/api/twilio/token", "/api/conversations", "/api/deliveries");

    private static final String WEBHOOKS = "/api/webhooks/twilio-event";
    private static final String ALLOW_ORIGIN = "Access-Control-Allow-Origin";
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private CrossOrigin() {}

    /** @param origin of a page that the services allow */
    static void isServed(String gateway, String origin) throws IOException, InterruptedException {
        for (String path : APIS) {
            HttpResponse<String> preflight = preflight(gateway + path, origin);
            HttpResponse<String> answer = send(request(gateway + path, origin).GET());
            HttpResponse<String> others = preflight(gateway + path, "https://elsewhere.example");

            assertThat(preflight.statusCode()).as(path).isEqualTo(204);
            assertThat(preflight.headers().allValues(ALLOW_ORIGIN)).as(path).containsExactly(origin);
            assertThat(preflight.headers().allValues("Access-Control-Allow-Headers"))
                    .as(path)
                    .containsExactly("authorization");
            assertThat(answer.statusCode())
                    .as("an error that the page can read, on " + path)
                    .isBetween(400, 499);
            assertThat(answer.headers().allValues(ALLOW_ORIGIN)).as(path).containsExactly(origin);
            assertThat(others.headers().allValues(ALLOW_ORIGIN)).as(path).isEmpty();
        }
        assertThat(preflight(gateway + WEBHOOKS, origin).headers().allValues(ALLOW_ORIGIN))
                .isEmpty();
        assertThat(send(request(gateway + "/chat-widget", origin).GET())
                        .headers()
                        .allValues(ALLOW_ORIGIN))
                .as("the widget has a setting of its own")
                .containsExactly("*");
    }

    private static HttpResponse<String> preflight(String url, String origin) throws IOException, InterruptedException {
        return send(request(url, origin)
                .method("OPTIONS", HttpRequest.BodyPublishers.noBody())
                .header("Access-Control-Request-Method", "POST")
                .header("Access-Control-Request-Headers", "authorization"));
    }

    private static HttpRequest.Builder request(String url, String origin) {
        return HttpRequest.newBuilder(URI.create(url)).header("Origin", origin);
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
