package travel.baboo.messaging.sandbox.control;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import travel.baboo.messaging.sandbox.http.Answers;

/**
 * The page at {@code /} that shows conversations, phones, webhooks and Make.com, and {@code /sdk-shim.js} for other pages whose SDK is to
 * connect here.
 */
final class Page {

    private static final String FOLDER = "/travel/baboo/messaging/sandbox/";

    private Page() {}

    static void mount(Router router) {
        String html = read("page.html");
        String shim = read("sdk-shim.js");
        router.get("/sdk-shim.js")
                .handler(context -> Answers.text(context.response(), 200, "text/javascript; charset=utf-8", shim));
        router.get("/").handler(context -> {
            context.response()
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'unsafe-inline'; style-src 'unsafe-inline';"
                                    + " connect-src 'self'; base-uri 'none'; form-action 'none'");
            Answers.text(context.response(), 200, "text/html; charset=utf-8", html);
        });
    }

    private static String read(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(FOLDER + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
