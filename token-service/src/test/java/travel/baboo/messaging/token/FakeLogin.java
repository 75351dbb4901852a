package travel.baboo.messaging.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import travel.baboo.messaging.sandbox.SandboxCredentials;

/** A login whose keys tests hold: it publishes those it is given, over real HTTP, and can be away. */
public final class FakeLogin implements QuarkusTestResourceLifecycleManager {

    public static final String AUDIENCE = "baboo-messaging";

    private record Keys(RSAKey rsa, RSAKey nextRsa, ECKey ec) {}

    private volatile List<JWK> published = List.of();
    private final AtomicInteger fetches = new AtomicInteger();
    private volatile boolean away;
    private @Nullable Keys keys;
    private @Nullable HttpServer server;

    /** {@code away=true}: the login is not there yet when the service starts. */
    @Override
    public void init(Map<String, String> arguments) {
        away = Boolean.parseBoolean(arguments.get("away"));
    }

    @Override
    public Map<String, String> start() {
        Keys made = new Keys(rsaKey("rsa-1"), rsaKey("rsa-2"), ecKey("ec-1"));
        keys = made;
        publish(made.rsa(), made.ec());
        HttpServer started = listen();
        server = started;
        started.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            byte[] body = away
                    ? "gateway time-out".getBytes(StandardCharsets.UTF_8)
                    : new JWKSet(published).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(away ? 504 : 200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        started.start();
        return Map.of(
                "JWT_PUBLIC_KEY_LOCATION",
                issuer() + "/jwks",
                "JWT_ISSUER",
                issuer(),
                "JWT_ALGORITHM",
                "RS256,ES256",
                "TWILIO_ACCOUNT_SID",
                SandboxCredentials.ACCOUNT_SID,
                "TWILIO_API_KEY",
                SandboxCredentials.API_KEY,
                "TWILIO_API_SECRET",
                SandboxCredentials.API_SECRET,
                "quarkus.http.test-port",
                "0",
                "quarkus.management.test-port",
                "0");
    }

    private static HttpServer listen() {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(FakeLogin.class));
    }

    @Override
    public void stop() {
        if (server != null) {
            server.stop(0);
        }
    }

    public String issuer() {
        return "http://127.0.0.1:" + Objects.requireNonNull(server).getAddress().getPort();
    }

    public RSAKey rsa() {
        return Objects.requireNonNull(keys).rsa();
    }

    public RSAKey nextRsa() {
        return Objects.requireNonNull(keys).nextRsa();
    }

    public ECKey ec() {
        return Objects.requireNonNull(keys).ec();
    }

    /** From now on the key set has these keys and no others. */
    public void publish(JWK... keys) {
        published = List.of(keys);
    }

    /** From now on the login fails, or no longer does. */
    public void away(boolean now) {
        away = now;
    }

    /** How often the key set was asked for, in vain or not. */
    public int fetches() {
        return fetches.get();
    }

    /** Claims of a user who may have a token. A test makes the one invalid that it is about. */
    public JWTClaimsSet.Builder claims(String email) {
        return claims(issuer(), email);
    }

    static JWTClaimsSet.Builder claims(String issuer, String email) {
        Instant now = Instant.now();
        return new JWTClaimsSet.Builder()
                .issuer(issuer)
                .audience(AUDIENCE)
                .subject("subject-of-" + email)
                .claim("email", email)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plusSeconds(600)));
    }

    public static String sign(JWTClaimsSet claims, RSAKey key) {
        return sign(claims, key.getKeyID(), key);
    }

    /** Signs with a key and names another. */
    public static String sign(JWTClaimsSet claims, String keyId, RSAKey key) {
        return sign(claims.toString(), keyId, key);
    }

    /** Signs claims that no library would write. */
    public static String sign(String claims, String keyId, RSAKey key) {
        try {
            JWSObject jwt = new JWSObject(
                    new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(keyId).build(), new Payload(claims));
            jwt.sign(new RSASSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String sign(JWTClaimsSet claims, ECKey key) {
        try {
            SignedJWT jwt = new SignedJWT(
                    new JWSHeader.Builder(JWSAlgorithm.ES256)
                            .keyID(key.getKeyID())
                            .build(),
                    claims);
            jwt.sign(new ECDSASigner(key));
            return jwt.serialize();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static RSAKey rsaKey(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    public static ECKey ecKey(String id) {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }
}
