package travel.baboo.messaging.sandbox.control;

import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import travel.baboo.messaging.sandbox.http.Answers;

/**
 * The page at {@code /}: conversations, phones, webhooks, Make.com and faults. And {@code /sdk-shim.js} for other pages whose SDK is to
 * connect here.
 */
final class Page {

    private static final String FOLDER = "/travel/baboo/messaging/sandbox/";
    private static final List<String> SCRIPTS = List.of(
            "api",
            "app",
            "chat",
            "connections",
            "conversations",
            "dom",
            "faults",
            "inquiry",
            "make",
            "phones",
            "store",
            "trail",
            "webhooks");

    private static final String SDK = "/sdk/twilio-conversations.min.js";
    private static final String SCRIPT = "text/javascript; charset=utf-8";

    private final PageSettings settings;
    private final String html;

    private Page(PageSettings settings) {
        this.settings = settings;
        this.html = read("page.html").replace("{gateway}", Integer.toString(settings.gatewayPort()));
    }

    static void mount(Router router, PageSettings settings) {
        Page page = new Page(settings);
        router.get("/").handler(page::answer);
        file(router, "/page.css", "text/css; charset=utf-8", read("page/page.css"));
        file(router, "/icon.svg", "image/svg+xml", read("page/icon.svg"));
        SCRIPTS.forEach(name -> file(router, "/page/" + name + ".js", SCRIPT, read("page/" + name + ".js")));
        file(router, "/sdk-shim.js", SCRIPT, read("sdk-shim.js"));
        mountSdk(router, settings);
    }

    private static void mountSdk(Router router, PageSettings settings) {
        if (settings.sdk() == null) {
            // No error in the browser's console: the page says what is missing.
            file(router, SDK, SCRIPT, "");
            return;
        }
        Path build = settings.sdk().resolve("builds/twilio-conversations.min.js");
        router.get(SDK).handler(context -> context.response()
                .putHeader("Content-Type", SCRIPT)
                .sendFile(build.toString())
                .onFailure(failure -> Answers.problem(
                        context.response(), 404, "Not found", "The SDK's package has no " + build.getFileName())));
    }

    private void answer(RoutingContext context) {
        context.response()
                .putHeader("Cache-Control", "no-cache")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("Content-Security-Policy", policy(context.request().authority()));
        Answers.text(context.response(), 200, "text/html; charset=utf-8", html);
    }

    /** Scripts and styles are files of the sandbox; connections go to the sandbox and to the gateway on the same host. */
    private String policy(HostAndPort authority) {
        String host = authority.host().matches("[A-Za-z0-9.-]+|\\[[0-9A-Fa-f:]+]") ? authority.host() : "localhost";
        String own = authority.port() < 0 ? host : host + ":" + authority.port();
        return "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self' ws://" + own
                + " wss://" + own + " http://" + host + ":" + settings.gatewayPort()
                + "; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'";
    }

    private static void file(Router router, String path, String type, String text) {
        router.get(path).handler(context -> {
            context.response().putHeader("Cache-Control", "no-cache").putHeader("X-Content-Type-Options", "nosniff");
            Answers.text(context.response(), 200, type, text);
        });
    }

    private static String read(String name) {
        try (InputStream stream = Page.class.getResourceAsStream(FOLDER + name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
