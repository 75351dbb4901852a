package travel.baboo.messaging.ingest.webhook;

import static io.restassured.RestAssured.given;
import static java.nio.charset.StandardCharsets.UTF_8;

import io.restassured.RestAssured;
import io.restassured.config.EncoderConfig;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import travel.baboo.messaging.ingest.signature.Form;
import travel.baboo.messaging.ingest.signature.SignatureVerifier;
import travel.baboo.messaging.ingest.signature.SignedRequest;

/** Posts webhooks as Twilio would, byte by byte as given. */
public final class SignedWebhooks {

    private final SignatureVerifier twilio;

    /** For the address and token that the tests' configuration has. */
    public SignedWebhooks() {
        this("https://api.example.com");
    }

    public SignedWebhooks(String publicBaseUrl) {
        twilio = new SignatureVerifier(List.of(publicBaseUrl), List.of("12345"), Map.of());
    }

    public Response post(String path, String form) {
        return signedForm(path, form).post(path);
    }

    public RequestSpecification signedForm(String path, String form) {
        byte[] body = form.getBytes(UTF_8);
        SignedRequest signed = new SignedRequest(path, "", "", Form.decode(body).fields(), false, new byte[0]);
        return request()
                .contentType("application/x-www-form-urlencoded")
                .header("X-Twilio-Signature", sign(signed))
                .body(body);
    }

    public Response postJson(String path, String json) {
        String query = "?bodySHA256=" + HexFormat.of().formatHex(sha256(json));
        return request()
                .contentType("application/json")
                .header("X-Twilio-Signature", sign(new SignedRequest(path, query, "", List.of(), true, new byte[0])))
                .body(json)
                .post(path + query);
    }

    public String sign(SignedRequest request) {
        return twilio.sign(request);
    }

    /** A request that RestAssured leaves as it is. */
    public static RequestSpecification request() {
        return given().urlEncodingEnabled(false)
                .config(RestAssured.config()
                        .encoderConfig(EncoderConfig.encoderConfig()
                                .appendDefaultContentCharsetToContentTypeIfUndefined(false)
                                .encodeContentTypeAs("application/x-www-form-urlencoded", ContentType.TEXT)));
    }

    public static String sid(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
