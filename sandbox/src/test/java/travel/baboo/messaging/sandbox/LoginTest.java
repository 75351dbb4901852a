package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.spec.RSAPublicKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The company's login. */
class LoginTest {

    @RegisterExtension
    static final SandboxExtension SANDBOX = new SandboxExtension();

    @Test
    void aTokenVerifiesWithThePublishedKeyAndSaysWhoItIs() throws GeneralSecurityException, IOException {
        Reply answer = token(Map.of("email", "ann@example.com", "name", "Ann", "groups", List.of("expert")));

        assertThat(answer.text("token_type")).isEqualTo("Bearer");
        assertThat(answer.body().get("expires_in").asInt()).isEqualTo(3600);
        String[] parts = answer.text("access_token").split("\\.", -1);
        JsonNode header = decode(parts[0]);
        JsonNode key = SANDBOX.control("GET", "/login/jwks", null).body().at("/keys/0");
        assertThat(header.get("alg").asText()).isEqualTo("RS256");
        assertThat(header.get("kid")).isEqualTo(key.get("kid"));
        assertThat(verifies(key, parts)).isTrue();
        JsonNode claims = decode(parts[1]);
        assertThat(claims.get("iss").asText()).isEqualTo(SANDBOX.origin() + "/login");
        assertThat(claims.get("aud").asText()).isEqualTo("baboo-messaging");
        assertThat(claims.get("email").asText()).isEqualTo("ann@example.com");
        assertThat(claims.get("upn").asText()).isEqualTo("ann@example.com");
        assertThat(claims.get("name").asText()).isEqualTo("Ann");
        assertThat(claims.at("/groups/0").asText()).isEqualTo("expert");
        assertThat(claims.get("sub").asText()).isNotBlank();
        assertThat(claims.get("jti").asText()).isNotBlank();
        assertThat(claims.get("exp").asLong() - claims.get("iat").asLong()).isEqualTo(3600);
    }

    @Test
    void tokensForTestsMayBeExpiredOrForAnotherAudience() throws IOException {
        Reply answer = token(Map.of("email", "a@b.c", "expiresInSeconds", -10, "audience", "another"));

        JsonNode claims = decode(answer.text("access_token").split("\\.", -1)[1]);
        assertThat(claims.get("exp").asLong()).isLessThan(Instant.now().getEpochSecond());
        assertThat(claims.get("aud").asText()).isEqualTo("another");
    }

    @Test
    void withoutAnEmailThereIsNoToken() {
        assertThat(token(Map.of("name", "Ann")).status()).isEqualTo(400);
        assertThat(SANDBOX.control("POST", "/login/token", "not json").status()).isEqualTo(400);
    }

    @Test
    void theIssuerDescribesItself() {
        Reply configuration = SANDBOX.control("GET", "/login/.well-known/openid-configuration", null);

        assertThat(configuration.text("jwks_uri")).isEqualTo(SANDBOX.origin() + "/login/jwks");
    }

    private static Reply token(Map<String, Object> request) {
        return SANDBOX.control("POST", "/login/token", request);
    }

    private static boolean verifies(JsonNode key, String[] parts) throws GeneralSecurityException {
        Signature signature = Signature.getInstance("SHA256withRSA");
        signature.initVerify(KeyFactory.getInstance("RSA")
                .generatePublic(new RSAPublicKeySpec(number(key.get("n")), number(key.get("e")))));
        signature.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        return signature.verify(Base64.getUrlDecoder().decode(parts[2]));
    }

    private static BigInteger number(JsonNode text) {
        return new BigInteger(1, Base64.getUrlDecoder().decode(text.asText()));
    }

    private static JsonNode decode(String part) throws IOException {
        return Http.MAPPER.readTree(Base64.getUrlDecoder().decode(part));
    }
}
