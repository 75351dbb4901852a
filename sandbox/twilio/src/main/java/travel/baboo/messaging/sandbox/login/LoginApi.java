package travel.baboo.messaging.sandbox.login;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import travel.baboo.messaging.sandbox.http.Answers;
import travel.baboo.messaging.sandbox.http.Bodies;
import travel.baboo.messaging.sandbox.http.Form;
import travel.baboo.messaging.sandbox.http.Json;

/**
 * {@code /login}: gives a token to anyone who asks, as matches a sandbox: at once for JSON, or to an app by a sign-in with code and PKCE.
 * Publishes the keys, and rotates them on request.
 */
public final class LoginApi {

    private final Clock clock;
    private final LoginKey key;
    private final String issuer;
    private final SignIn signIn;

    public LoginApi(Clock clock, LoginKey key, String origin) {
        this.clock = clock;
        this.key = key;
        this.issuer = origin + "/login";
        this.signIn = new SignIn(clock);
    }

    public void mount(Router router) {
        router.route("/login/*").handler(LoginApi::allowLocalPages);
        router.post("/login/token").handler(this::token);
        new SignInPage(signIn).mount(router);
        router.post("/login/rotate").blockingHandler(this::rotate);
        router.get("/login/jwks").handler(context -> Answers.json(context.response(), 200, keys()));
        router.get("/login/.well-known/openid-configuration")
                .handler(context -> Answers.json(context.response(), 200, configuration()));
    }

    private void rotate(RoutingContext context) {
        key.rotate();
        context.response().setStatusCode(204).end();
    }

    private void token(RoutingContext context) {
        try {
            ObjectNode answer = isForm(context)
                    ? answer(signIn.exchange(Form.parse(Bodies.text(context))))
                    : answer(Bodies.json(context, LoginRequest.class));
            context.response().putHeader("Cache-Control", "no-store");
            Answers.json(context.response(), 200, answer);
        } catch (RuntimeException failure) {
            Answers.failure(context.response(), failure);
        }
    }

    /** Pages of other machines' origins cannot read what is here: with a real Twilio account behind the gateway, a token is worth stealing. */
    private static void allowLocalPages(RoutingContext context) {
        String origin = context.request().getHeader("Origin");
        if (SignInPage.isLocal(origin)) {
            context.response().putHeader("Access-Control-Allow-Origin", origin).putHeader("Vary", "Origin");
        }
        context.next();
    }

    private static boolean isForm(RoutingContext context) {
        String type = context.request().getHeader("Content-Type");
        return type != null && type.startsWith("application/x-www-form-urlencoded");
    }

    private ObjectNode answer(SignIn.Session session) {
        return answer(session.person()).put("refresh_token", session.refreshToken());
    }

    private ObjectNode answer(LoginRequest request) {
        return Json.object()
                .put("access_token", key.sign(claims(request)))
                .put("token_type", "Bearer")
                .put("expires_in", request.expiresInSeconds());
    }

    private ObjectNode claims(LoginRequest request) {
        long now = clock.instant().getEpochSecond();
        String subject = request.subject() == null
                ? UUID.nameUUIDFromBytes(request.email().getBytes(StandardCharsets.UTF_8))
                        .toString()
                : request.subject();
        ObjectNode claims = Json.object()
                .put("iss", request.issuer() == null ? issuer : request.issuer())
                .put("sub", subject)
                .put("aud", request.audience())
                .put("email", request.email())
                .put("upn", request.email())
                .put("name", request.name())
                .put("iat", now)
                .put("exp", now + Objects.requireNonNullElse(request.expiresInSeconds(), 3600L))
                .put("jti", UUID.randomUUID().toString());
        Objects.requireNonNullElse(request.groups(), List.<String>of()).forEach(claims.putArray("groups")::add);
        return claims;
    }

    private ObjectNode keys() {
        ObjectNode keys = Json.object();
        key.jwks().forEach(keys.putArray("keys")::add);
        return keys;
    }

    private ObjectNode configuration() {
        ObjectNode configuration = Json.object()
                .put("issuer", issuer)
                .put("authorization_endpoint", issuer + "/authorize")
                .put("token_endpoint", issuer + "/token")
                .put("jwks_uri", issuer + "/jwks");
        configuration.putArray("code_challenge_methods_supported").add("S256");
        configuration.putArray("id_token_signing_alg_values_supported").add("RS256");
        return configuration;
    }
}
