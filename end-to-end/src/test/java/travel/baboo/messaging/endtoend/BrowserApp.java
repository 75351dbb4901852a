package travel.baboo.messaging.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;

/** An expert with the guide's app: our login, our tokens, Twilio's own SDK. */
final class BrowserApp {

    private static final String EXPERT = "elena@baboo.example";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final BorrowedStack stack;

    BrowserApp(BorrowedStack stack) {
        this.stack = stack;
    }

    /** Opens an inquiry, then runs the example, which ends well when its own message came back with its label. */
    void run() throws IOException, InterruptedException {
        BrowserPackage built = BrowserPackage.build();
        String sandbox = "localhost:" + stack.port(8090);
        String gateway = "http://localhost:" + stack.port(8080);
        String token = post(
                        "http://" + sandbox + "/login/token",
                        "",
                        "{\"email\":\"" + EXPERT + "\",\"name\":\"Elena\",\"groups\":[\"expert\"]}")
                .path("access_token")
                .asText();
        post(
                gateway + "/api/inquiries",
                token,
                """
                {"inquiryId":"browser-app","subject":"Two days on foot","message":"Hello, we are two.",
                 "traveler":{"name":"Marta","channel":"sms","address":"+15555550177"},
                 "expert":{"identity":"%s","name":"Elena"}}
                """
                        .formatted(EXPERT));
        built.run(
                "example",
                Map.of("ORIGIN", gateway, "APP_TOKEN", token, "WEB_SOCKET", "ws://" + sandbox + "/v3/wsconnect"));
    }

    private JsonNode post(String url, String token, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", "application/json")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isIn(200, 201);
        return json.readTree(answer.body());
    }
}
