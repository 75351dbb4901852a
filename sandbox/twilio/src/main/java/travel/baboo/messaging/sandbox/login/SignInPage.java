package travel.baboo.messaging.sandbox.login;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.http.Answers;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.ProblemException;

/** {@code /login/authorize}: the page on which people of the demo sign in to an app. Only apps on this machine get a code. */
final class SignInPage {

    private static final String HTML = "/travel/baboo/messaging/sandbox/sign-in.html";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    private final SignIn signIn;
    private final String html;

    SignInPage(SignIn signIn) {
        this.signIn = signIn;
        this.html = read();
    }

    void mount(Router router) {
        router.get("/login/authorize").handler(context -> answer(context, this::show));
        router.post("/login/authorize").handler(context -> answer(context, this::redirect));
    }

    /** Whether that is an address or an origin of a page of this machine: anyone else must not read tokens. */
    static boolean isLocal(@Nullable String address) {
        try {
            URI uri = URI.create(String.valueOf(address));
            return Set.of("http", "https").contains(String.valueOf(uri.getScheme()))
                    && LOOPBACK.contains(String.valueOf(uri.getHost()));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private interface Step {
        void run(RoutingContext context, Form request);
    }

    private static void answer(RoutingContext context, Step step) {
        try {
            Form request = Form.parse(context.request().query());
            if (!isLocal(request.find("redirect_uri"))
                    || !"code".equals(request.find("response_type"))
                    || !"S256".equals(request.find("code_challenge_method"))
                    || !request.has("code_challenge")) {
                throw ProblemException.badRequest(
                        "An app on this machine asks with response_type=code, redirect_uri, code_challenge and code_challenge_method=S256.");
            }
            step.run(context, request);
        } catch (RuntimeException failure) {
            Answers.failure(context.response(), failure);
        }
    }

    private void show(RoutingContext context, Form request) {
        context.response()
                .putHeader("Cache-Control", "no-store")
                .putHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'");
        Answers.text(context.response(), 200, "text/html; charset=utf-8", html);
    }

    private void redirect(RoutingContext context, Form request) {
        Form chosen = Form.parse(Bodies.text(context));
        String email = Objects.requireNonNullElse(chosen.find("email"), "");
        LoginRequest person = new LoginRequest(
                email,
                chosen.find("name"),
                List.of(Objects.requireNonNullElse(chosen.find("group"), "expert")),
                null,
                null,
                null,
                null);
        String target = Objects.requireNonNull(request.find("redirect_uri"));
        String code = signIn.code(person, Objects.requireNonNull(request.find("code_challenge")), target);
        String location = target + (target.contains("?") ? "&" : "?") + "code=" + code + "&state="
                + Form.encode(Objects.requireNonNullElse(request.find("state"), ""));
        context.response().setStatusCode(303).putHeader("Location", location).end();
    }

    private static String read() {
        try (InputStream stream = SignInPage.class.getResourceAsStream(HTML)) {
            return new String(Objects.requireNonNull(stream).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
