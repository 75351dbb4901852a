package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Calls the sandbox's Twilio as the SDKs do, and checks every answer: successes by schema, errors by their shape. */
final class TwilioClient {

    private final String origin;
    private final String prefix;
    private final Map<String, String> headers;

    private TwilioClient(String origin, String prefix, Map<String, String> headers) {
        this.origin = origin;
        this.prefix = prefix;
        this.headers = headers;
    }

    static TwilioClient of(String origin) {
        return new TwilioClient(
                origin,
                "/v1",
                Map.of("Authorization", basic(SandboxCredentials.ACCOUNT_SID, SandboxCredentials.AUTH_TOKEN)));
    }

    /** The same with all paths under one service. */
    TwilioClient inService(String serviceSid) {
        return new TwilioClient(origin, "/v1/Services/" + serviceSid, headers);
    }

    TwilioClient withWebhooks() {
        return with("X-Twilio-Webhook-Enabled", "true");
    }

    TwilioClient with(String header, String value) {
        Map<String, String> more = new HashMap<>(headers);
        more.put(header, value);
        return new TwilioClient(origin, prefix, more);
    }

    Reply get(String path) {
        return checked("GET", path, Http.send("GET", url(path), null, headers));
    }

    /** Posts a form of alternating names and values. */
    Reply post(String path, String... form) {
        return checked("POST", path, Http.send("POST", url(path), form(form), formHeaders()));
    }

    Reply tryToPost(Duration patience, String path, String... form) throws IOException {
        return Http.tryToSend("POST", url(path), form(form), formHeaders(), patience);
    }

    Reply delete(String path) {
        return checked("DELETE", path, Http.send("DELETE", url(path), null, headers));
    }

    /** Everything of a list, page by page, following next_page_url. */
    List<Reply> pages(String path) {
        List<Reply> pages = new ArrayList<>(List.of(get(path)));
        String next = pages.get(0).body().at("/meta/next_page_url").textValue();
        while (next != null) {
            assertThat(next).startsWith(origin);
            Reply page = get(next);
            pages.add(page);
            next = page.body().at("/meta/next_page_url").textValue();
        }
        return pages;
    }

    String newConversation(String... form) {
        Reply created = post("/Conversations", form);
        assertThat(created.status()).isEqualTo(201);
        return created.sid();
    }

    static String basic(String user, String password) {
        return "Basic " + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    static String form(String... namesAndValues) {
        StringBuilder form = new StringBuilder();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            form.append(i == 0 ? "" : "&")
                    .append(URLEncoder.encode(namesAndValues[i], StandardCharsets.UTF_8))
                    .append('=')
                    .append(URLEncoder.encode(namesAndValues[i + 1], StandardCharsets.UTF_8));
        }
        return form.toString();
    }

    private Map<String, String> formHeaders() {
        Map<String, String> all = new HashMap<>(headers);
        all.putIfAbsent("Content-Type", "application/x-www-form-urlencoded");
        return all;
    }

    private String url(String path) {
        if (path.startsWith("http")) {
            return path;
        }
        return origin
                + (path.startsWith("/2010") || path.startsWith("/v1") || path.startsWith("/v2") ? "" : prefix)
                + path;
    }

    private Reply checked(String method, String path, Reply reply) {
        String absolute = URI.create(url(path)).getRawPath();
        if (reply.status() >= 400) {
            checkError(reply);
        } else if (!absolute.matches("/2010-04-01/Accounts/[^/]+")) {
            OpenApi.describing(absolute)
                    .check(method, absolute, reply.status(), reply.text().isEmpty() ? null : reply.body());
        }
        return reply;
    }

    private static void checkError(Reply reply) {
        assertThat(reply.body().properties().stream().map(Map.Entry::getKey))
                .containsExactlyInAnyOrder("code", "message", "more_info", "status");
        assertThat(reply.body().get("status").asInt()).isEqualTo(reply.status());
        assertThat(reply.code()).isGreaterThanOrEqualTo(20000);
        assertThat(reply.text("message")).isNotBlank();
        assertThat(reply.text("more_info")).isEqualTo("https://www.twilio.com/docs/errors/" + reply.code());
    }
}
