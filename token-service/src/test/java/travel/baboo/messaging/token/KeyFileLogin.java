package travel.baboo.messaging.token;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.AsymmetricJWK;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import travel.baboo.messaging.sandbox.SandboxCredentials;

/** A login whose public key is a PEM file; the argument {@code algorithm} is RS256 or ES256. */
public final class KeyFileLogin implements QuarkusTestResourceLifecycleManager {

    private static final String ISSUER = "https://login.example.com";

    private final RSAKey rsa = FakeLogin.rsaKey("rsa");
    private final ECKey ec = FakeLogin.ecKey("ec");
    private String algorithm = "RS256";

    @Override
    public void init(Map<String, String> arguments) {
        algorithm = arguments.getOrDefault("algorithm", algorithm);
    }

    @Override
    public Map<String, String> start() {
        return Map.of(
                "JWT_PUBLIC_KEY_LOCATION",
                pem(algorithm.equals("ES256") ? ec : rsa).toString(),
                "JWT_ALGORITHM",
                algorithm,
                "JWT_ISSUER",
                ISSUER,
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

    private static Path pem(AsymmetricJWK key) {
        try {
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(key.toPublicKey().getEncoded());
            return Files.writeString(
                    Files.createTempFile("login", ".pem"),
                    "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(KeyFileLogin.class));
    }

    @Override
    public void stop() {}

    /** An app JWT of a user, signed with RS256. */
    public String rsaToken() {
        return FakeLogin.sign(FakeLogin.claims(ISSUER, "ann@example.com").build(), rsa);
    }

    /** An app JWT of a user, signed with ES256. */
    public String ecToken() {
        return FakeLogin.sign(FakeLogin.claims(ISSUER, "ann@example.com").build(), ec);
    }
}
