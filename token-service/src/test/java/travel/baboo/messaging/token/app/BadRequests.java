package travel.baboo.messaging.token.app;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import travel.baboo.messaging.token.FakeLogin;

/** Makes bearer tokens and identities that must not work, hundreds of them, the same ones each time. */
final class BadRequests {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String EMAIL = "ann@example.com";

    private final FakeLogin login;
    private final Random random = new Random(42);

    BadRequests(FakeLogin login) {
        this.login = login;
    }

    /** Bearer tokens by what is wrong with them. */
    Map<String, String> tokens() {
        Map<String, String> tokens = new LinkedHashMap<>();
        forged(tokens);
        wrongClaims(tokens);
        tampered(tokens);
        garbage(tokens);
        return tokens;
    }

    private void forged(Map<String, String> tokens) {
        RSAKey stranger = FakeLogin.rsaKey("stranger");
        JWTClaimsSet good = login.claims(EMAIL).build();
        tokens.put("a stranger's key", FakeLogin.sign(good, stranger));
        tokens.put(
                "a stranger's key under a known id",
                FakeLogin.sign(good, login.rsa().getKeyID(), stranger));
        for (String keyId : List.of("", "../../etc/passwd", "' OR 1=1", "x".repeat(4000), "\u0000")) {
            tokens.put("key id " + keyId.length() + keyId.hashCode(), FakeLogin.sign(good, keyId, stranger));
        }
        String claims = good.toString();
        for (String algorithm : List.of("none", "None", "NONE", "", "RS1", "PS256", "RS384", "ES256", "EdDSA", "dir")) {
            for (String signature : List.of("", "AAAA")) {
                tokens.put(
                        "alg " + algorithm + " signed '" + signature + "'",
                        part(header(algorithm)) + "." + part(claims) + "." + signature);
            }
        }
        for (byte[] secret : publicKeyAsSecret()) {
            for (String algorithm : List.of("HS256", "HS512")) {
                String content = part(header(algorithm)) + "." + part(claims);
                tokens.put(
                        algorithm + " with the public key as a secret of " + secret.length,
                        content + "." + BASE64.encodeToString(hmac(algorithm, secret, content)));
            }
        }
        String embedded = "{\"alg\":\"RS256\",\"jwk\":" + stranger.toPublicJWK().toJSONString() + "}";
        tokens.put("a key of its own in the header", part(embedded) + "." + part(claims) + ".AAAA");
        tokens.put(
                "an unknown critical header",
                part("{\"alg\":\"RS256\",\"kid\":\"rsa-1\",\"crit\":[\"x\"],\"x\":1}") + "." + part(claims) + ".AAAA");
    }

    private List<byte[]> publicKeyAsSecret() {
        try {
            byte[] der = login.rsa().toPublicKey().getEncoded();
            String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            String pem = "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----";
            return List.of(
                    der,
                    pem.getBytes(StandardCharsets.UTF_8),
                    (pem + "\n").getBytes(StandardCharsets.UTF_8),
                    base64.getBytes(StandardCharsets.UTF_8),
                    login.rsa().toPublicJWK().toJSONString().getBytes(StandardCharsets.UTF_8),
                    login.rsa().getModulus().decode());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private void wrongClaims(Map<String, String> tokens) {
        Instant now = Instant.now();
        for (int seconds : new int[] {31, 60, 3600, 86_400, 1_000_000_000}) {
            Date past = Date.from(now.minusSeconds(seconds + 5L));
            Date future = Date.from(now.plusSeconds(seconds + 60L));
            put(tokens, "expired for " + seconds, claims().expirationTime(past));
            put(tokens, "not valid for " + seconds, claims().notBeforeTime(future));
        }
        for (String audience : List.of("", "another", "baboo-messaging ", "Baboo-Messaging", "baboo")) {
            put(tokens, "audience '" + audience + "'", claims().audience(audience));
        }
        for (String issuer : List.of("", "https://evil.example.com", login.issuer() + "/", login.issuer() + ".evil")) {
            put(tokens, "issuer '" + issuer + "'", claims().issuer(issuer));
        }
        put(tokens, "no audience", claims().audience((String) null));
        put(tokens, "no issuer", claims().issuer(null));
        put(tokens, "no expiry", claims().expirationTime(null));
        put(tokens, "nobody", claims().subject(null).claim("email", null));
        put(tokens, "an identity over Twilio's limit", claims().claim("email", "x".repeat(257)));
        put(tokens, "an identity with a control character", claims().claim("email", "ann\u0000@example.com"));
        String half = claims().build().toString().replace(EMAIL, "ann\\ud83c@example.com");
        tokens.put(
                "an identity with half a character",
                FakeLogin.sign(half, login.rsa().getKeyID(), login.rsa()));
    }

    private JWTClaimsSet.Builder claims() {
        return login.claims(EMAIL);
    }

    private void put(Map<String, String> tokens, String what, JWTClaimsSet.Builder claims) {
        tokens.put(what, FakeLogin.sign(claims.build(), login.rsa()));
    }

    /** A good token with one character changed, or cut off. */
    private void tampered(Map<String, String> tokens) {
        String good = FakeLogin.sign(claims().build(), login.rsa());
        for (int i = 0; i < 100; i++) {
            int at = random.nextInt(good.length() - 2);
            char other = good.charAt(at) == 'A' ? 'B' : 'A';
            tokens.put("changed at " + at, good.substring(0, at) + other + good.substring(at + 1));
        }
        for (int i = 0; i < 40; i++) {
            int length = random.nextInt(good.length() - 2);
            tokens.put("cut to " + length, good.substring(0, length));
        }
        String[] parts = good.split("\\.", -1);
        tokens.put(
                "another's claims",
                parts[0] + "." + part(login.claims("eve@example.com").build().toString()) + "." + parts[2]);
        tokens.put("no signature", parts[0] + "." + parts[1] + ".");
        tokens.put("four parts", good + ".AAAA");
        tokens.put("five parts", good + ".AAAA.AAAA");
    }

    private void garbage(Map<String, String> tokens) {
        for (String text : List.of("x", ".", "..", "...", "....", "null", "Bearer", "{}", "e30.e30.e30", "a.b.c")) {
            tokens.put("garbage " + text, text);
        }
        for (int length : new int[] {1, 10, 100, 1000, 7000}) {
            tokens.put("random " + length, randomText(length));
            tokens.put("random parts " + length, randomText(length) + "." + randomText(length) + ".AAAA");
        }
        String deep = "[".repeat(3000);
        tokens.put("deep JSON", part(header("RS256")) + "." + part(deep) + ".AAAA");
        tokens.put("deep header", part(deep) + "." + part("{}") + ".AAAA");
    }

    /** Identities that are not the caller's, some only just. */
    List<String> identities() {
        List<String> identities = new ArrayList<>(List.of(
                "eve@example.com",
                "Ann@example.com",
                "ann@example.com ",
                " ann@example.com",
                "ann@example.com\u0000",
                "ann@example.com\n",
                "ann@example.co",
                "ann@example.comm",
                "ann@example.com,eve@example.com",
                "ann%40example.com",
                "\u0430nn@example.com",
                "ann@example.com\u200b",
                "subject-of-ann@example.com",
                "concierge-bot",
                "*",
                "null",
                "undefined",
                "[object Object]",
                "${jndi:ldap://x}",
                "' OR '1'='1",
                "\ufffd",
                "e\u0301",
                "\ud83c\udfd6",
                "x".repeat(257),
                "x".repeat(3000),
                "../../admin",
                "system"));
        for (int i = 0; i < 60; i++) {
            identities.add(randomText(1 + random.nextInt(300)));
        }
        return identities;
    }

    /** Bodies that are not what their type says. */
    static Map<String, List<String>> bodies() {
        return Map.of(
                "application/json",
                List.of(
                        "{",
                        "[]",
                        "\"ann@example.com\"",
                        "null",
                        "1",
                        "{\"identity\":1}",
                        "{\"identity\":{}}",
                        "{\"identity\":[\"ann@example.com\"]}",
                        "{\"identity\":true}",
                        "{identity:'ann@example.com'}",
                        "{\"identity\":\"ann@example.com\"} x",
                        "{\"identity\":\"ann@example.com\",}",
                        "\u0000",
                        "{\"identity\":\"ann@example.com\",\"identity\":\"eve@example.com\"}",
                        "{\"identity\":\"\\ud83c\"}",
                        "[{\"identity\":\"ann@example.com\"}]",
                        "{\"identity\":{\"identity\":\"ann@example.com\"}}",
                        "[".repeat(5000),
                        "{\"a\":".repeat(2000),
                        "1".repeat(9000)),
                "application/x-www-form-urlencoded",
                List.of(
                        "identity=%",
                        "identity=%zz",
                        "identity=%f",
                        "%=1",
                        "identity=ann@example.com&identity=eve@example.com",
                        "identity=%00",
                        "identity=%c3%28",
                        "identity=ann%2540example.com"),
                "application/x-www-form-urlencoded; charset=utf-16",
                List.of("identity=ann@example.com"),
                "application/json; charset=utf-7",
                List.of("{\"identity\":\"ann@example.com\"}"),
                "text/plain",
                List.of("identity=ann@example.com", "ann@example.com"),
                "multipart/form-data; boundary=x",
                List.of(
                        "--x\r\nContent-Disposition: form-data; name=\"identity\"\r\n\r\neve@example.com\r\n--x--\r\n",
                        "--x"),
                "application/xml",
                List.of("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><identity>&b;</identity>"),
                "nonsense",
                List.of("x"));
    }

    private String randomText(int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + random.nextInt('~' - '!')));
        }
        return text.toString();
    }

    private String header(String algorithm) {
        return "{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\",\"kid\":\""
                + login.rsa().getKeyID() + "\"}";
    }

    private static String part(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] hmac(String algorithm, byte[] secret, String content) {
        try {
            Mac mac = Mac.getInstance("HmacSHA" + algorithm.substring(2));
            mac.init(new SecretKeySpec(secret, mac.getAlgorithm()));
            return mac.doFinal(content.getBytes(StandardCharsets.US_ASCII));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}
