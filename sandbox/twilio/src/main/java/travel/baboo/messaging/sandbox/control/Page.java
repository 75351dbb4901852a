package travel.baboo.messaging.sandbox.control;

import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Objects;
import travel.baboo.messaging.sandbox.http.Answers;

/**
 * The page at {@code /} that shows conversations, phones, webhooks and Make.com, and {@code /sdk-shim.js} for other pages whose SDK is to
 * connect here.
 */
final class Page {

    private static final String FOLDER = "/travel/baboo/messaging/sandbox/";

    private static final String SDK = "/sdk/twilio-conversations.min.js";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private Page() {}

    static void mount(Router router, PageSettings settings) {
        String html = read("page.html").replace("{gateway}", Integer.toString(settings.gatewayPort()));
        script(router, "/chat.js", read("chat.js"));
        if (settings.sdk() != null) {
            Path build = settings.sdk().resolve("builds/twilio-conversations.min.js");
            router.get(SDK).handler(context -> context.response()
                    .putHeader("Content-Type", SCRIPT)
                    .sendFile(build.toString())
                    .onFailure(failure -> Answers.problem(
                            context.response(), 404, "Not found", "The SDK's package has no " + build.getFileName())));
        } else {
            // No error in the browser's console: the page says what is missing.
            script(router, SDK, "");
        }
        script(router, "/sdk-shim.js", read("sdk-shim.js"));
        router.get("/").handler(context -> {
            context.response()
                    .putHeader("Cache-Control", "no-cache")
                    .putHeader(
                            "Content-Security-Policy",
                            "default-src 'none'; script-src 'self' 'unsafe-inline'; style-src 'unsafe-inline';"
                                    + " connect-src 'self' ws: http://*:" + settings.gatewayPort()
                                    + "; base-uri 'none'; form-action 'none'");
            Answers.text(context.response(), 200, "text/html; charset=utf-8", html);
        });
    }

    private static void script(Router router, String path, String text) {
        router.get(path).handler(context -> Answers.text(context.response(), 200, SCRIPT, text));
    }

    private static String read(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(FOLDER + name)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
