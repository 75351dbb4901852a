package travel.baboo.messaging.token.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import com.nimbusds.jwt.JWTClaimsSet;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import travel.baboo.messaging.token.FakeLogin;

/** No invalid request gets a token or breaks the service. */
@QuarkusTest
@WithTestResource(FakeLogin.class)
class BadRequestsTest {

    /** How each of our access tokens begins. */
    private static final String ACCESS_TOKEN = "eyJhbGciOiJIUzI1NiIs";

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    FakeLogin login = new FakeLogin();

    @TestHTTPResource
    URI origin = URI.create("");

    private BadRequests bad = new BadRequests(login);
    private String good = "";

    @BeforeEach
    void prepare() {
        bad = new BadRequests(login);
        JWTClaimsSet claims = login.claims("ann@example.com").build();
        good = FakeLogin.sign(claims, login.rsa());
    }

    @Test
    void theGoodTokenThatTheOthersAreSpoiltFromWorks() {
        HttpResponse<String> answer = send(request("/api/twilio/token", good).POST(BodyPublishers.noBody()));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).contains(ACCESS_TOKEN);
    }

    @Test
    void noBadBearerTokenGetsAnything() {
        Map<String, String> tokens = bad.tokens();
        assertThat(tokens.size()).isGreaterThan(200);
        SoftAssertions.assertSoftly(softly -> tokens.forEach((what, token) -> {
            HttpResponse<String> answer =
                    send(request("/api/twilio/token", token).POST(BodyPublishers.noBody()));
            softly.assertThat(answer.statusCode()).as(what).isIn(400, 401);
            softly.assertThat(answer.body()).as(what).doesNotContain(ACCESS_TOKEN);
            softly.assertThat(answer.headers().firstValue("Content-Type"))
                    .as(what)
                    .contains("application/problem+json");
        }));
    }

    @Test
    void keyIdsThatNobodyHasMakeNobodyFetchKeysOverAndOver() {
        int before = login.fetches();
        for (int i = 0; i < 60; i++) {
            String token = FakeLogin.sign(login.claims("ann@example.com").build(), "unknown-" + i, login.nextRsa());
            assertThat(send(request("/api/twilio/token", token).POST(BodyPublishers.noBody()))
                            .statusCode())
                    .isEqualTo(401);
        }
        assertThat(login.fetches() - before).isLessThan(10);
    }

    @Test
    void noForeignIdentityGetsATokenHoweverItIsSaid() {
        SoftAssertions.assertSoftly(softly -> bad.identities().forEach(identity -> {
            String encoded = URLEncoder.encode(identity, StandardCharsets.UTF_8);
            refused(
                    softly,
                    identity,
                    request("/api/twilio/token?identity=" + encoded, good).POST(BodyPublishers.noBody()));
            refused(softly, identity, body("application/x-www-form-urlencoded", "identity=" + encoded));
            refused(softly, identity, body("application/json", "{\"identity\":" + quoted(identity) + "}"));
        }));
    }

    @Test
    void noMalformedBodyGetsAToken() {
        SoftAssertions.assertSoftly(softly -> BadRequests.bodies()
                .forEach((type, bodies) ->
                        bodies.forEach(body -> refused(softly, type + " " + body, body(type, body)))));
    }

    @Test
    void aBodyOverTheLimitIsRefused() {
        for (String type : List.of("application/json", "application/x-www-form-urlencoded", "text/plain")) {
            assertThat(send(body(type, "{\"identity\":\"" + "x".repeat(20_000) + "\"}"))
                            .statusCode())
                    .isEqualTo(413);
        }
    }

    /** The refusal comes before the body: a client that were still writing it might find the connection gone instead. */
    @Test
    void aBodyFarOverTheLimitIsRefusedUnread() throws IOException {
        String answer = raw("POST /api/twilio/token HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer " + good
                + "\r\nContent-Type: application/json\r\nContent-Length: 70000\r\n\r\n");
        assertThat(answer).startsWith("HTTP/1.1 413 ").doesNotContain(ACCESS_TOKEN);
    }

    @Test
    void aQueryThatIsNotWellEncodedGetsNothing() throws IOException {
        for (String query : List.of("identity=%", "identity=%zz", "identity=%c3%28", "identity=ann@example.com%")) {
            String answer = raw("POST /api/twilio/token?" + query + " HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer "
                    + good + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
            assertThat(answer).as(query).matches("(?s)HTTP/1.1 40[03] .*").doesNotContain(ACCESS_TOKEN);
        }
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(origin.getHost(), origin.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @Test
    void theWidgetGivesNothingToWhatIsNoUuid() {
        SoftAssertions.assertSoftly(softly -> bad.identities().forEach(identity -> {
            String encoded = URLEncoder.encode(identity, StandardCharsets.UTF_8);
            HttpResponse<String> answer =
                    send(request("/chat-widget?identity=" + encoded, good).GET());
            softly.assertThat(answer.statusCode()).as(identity).isEqualTo(400);
            softly.assertThat(answer.body()).as(identity).doesNotContain(ACCESS_TOKEN);
        }));
    }

    @Test
    void theTokenOfAnAdminIsNoTokenForPeople() {
        String admin = FakeLogin.sign(
                login.claims("boss@example.com")
                        .claim("groups", List.of("admin"))
                        .build(),
                login.rsa());
        SoftAssertions.assertSoftly(softly -> List.of("eve@example.com", "Concierge-Bot", "concierge-bot ")
                .forEach(identity -> refused(
                        softly,
                        identity,
                        request(
                                        "/api/twilio/token?identity="
                                                + URLEncoder.encode(identity, StandardCharsets.UTF_8),
                                        admin)
                                .POST(BodyPublishers.noBody()))));
    }

    private void refused(SoftAssertions softly, String what, HttpRequest.Builder request) {
        HttpResponse<String> answer = send(request);
        softly.assertThat(answer.statusCode()).as(what).isIn(400, 403, 415);
        softly.assertThat(answer.body()).as(what).doesNotContain(ACCESS_TOKEN);
    }

    private HttpRequest.Builder body(String type, String body) {
        return request("/api/twilio/token", good)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body, StandardCharsets.UTF_8));
    }

    private HttpRequest.Builder request(String path, String bearer) {
        return HttpRequest.newBuilder(origin.resolve(path)).header("Authorization", "Bearer " + bearer);
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String quoted(String text) {
        return new TextNode(text).toString();
    }
}
