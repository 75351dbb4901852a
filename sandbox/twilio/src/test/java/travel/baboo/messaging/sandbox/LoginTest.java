package travel.baboo.messaging.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.math.BigInteger;
import java.net.URLEncoder;
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

    private static final String ALLOW_ORIGIN = "access-control-allow-origin";

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

    @Test
    void anAppOfThisMachineGetsTokensByCodeAndRefreshTokenEachOnce() throws IOException {
        // RFC 7636, appendix B.
        String verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        String challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        Reply signedIn =
                form(authorize("http://localhost:4200/", challenge), "email=ann%40example.com&name=Ann&group=expert");

        String location = signedIn.headers().firstValue("Location").orElseThrow();
        assertThat(signedIn.status()).isEqualTo(303);
        assertThat(location).startsWith("http://localhost:4200/?code=").endsWith("&state=s%26t");
        String exchange = "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%3A4200%2F&code="
                + location.replaceAll(".*code=([^&]+).*", "$1") + "&code_verifier=";
        Reply tokens = form("/login/token", exchange + verifier);
        assertThat(decode(tokens.text("access_token").split("\\.", -1)[1])
                        .get("email")
                        .asText())
                .isEqualTo("ann@example.com");
        assertThat(form("/login/token", exchange + verifier).status()).isEqualTo(400);

        String refresh = "grant_type=refresh_token&refresh_token=" + tokens.text("refresh_token");
        assertThat(form("/login/token", refresh).text("access_token")).isNotBlank();
        assertThat(form("/login/token", refresh).status()).isEqualTo(400);
    }

    @Test
    void aCodeIsWorthNothingWithoutItsVerifier() {
        Reply signedIn = form(authorize("http://localhost:4200/", "another"), "email=ann%40example.com");
        String code = signedIn.headers().firstValue("Location").orElseThrow().replaceAll(".*code=([^&]+).*", "$1");

        assertThat(form(
                                "/login/token",
                                "grant_type=authorization_code&redirect_uri=http%3A%2F%2Flocalhost%3A4200%2F"
                                        + "&code_verifier=guessed&code=" + code)
                        .status())
                .isEqualTo(400);
    }

    @Test
    void pagesOfOtherMachinesGetNeitherCodesNorTokens() {
        assertThat(form(authorize("https://elsewhere.example/", "x"), "email=ann%40example.com")
                        .status())
                .isEqualTo(400);
        assertThat(tokenFor("https://elsewhere.example").headers().map()).doesNotContainKey(ALLOW_ORIGIN);
        assertThat(tokenFor("http://localhost.elsewhere.example").headers().map())
                .doesNotContainKey(ALLOW_ORIGIN);
        assertThat(tokenFor("http://localhost:4200").headers().allValues(ALLOW_ORIGIN))
                .containsExactly("http://localhost:4200");
    }

    private static String authorize(String redirectUri, String challenge) {
        return "/login/authorize?response_type=code&client_id=inbox&state=s%26t&code_challenge_method=S256&code_challenge="
                + challenge + "&redirect_uri=" + URLEncoder.encode(redirectUri, StandardCharsets.UTF_8);
    }

    private static Reply form(String path, String body) {
        return Http.send(
                "POST", SANDBOX.origin() + path, body, Map.of("Content-Type", "application/x-www-form-urlencoded"));
    }

    private static Reply tokenFor(String origin) {
        return Http.send(
                "POST",
                SANDBOX.origin() + "/login/token",
                "{\"email\":\"ann@example.com\"}",
                Map.of("Content-Type", "application/json", "Origin", origin));
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
