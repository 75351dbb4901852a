package travel.baboo.messaging.ingest.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs as Event Streams does: over the URL alone, in which the body's hash stands. */
public final class StreamSender {

    public static final String PATH = "/api/webhooks/event-stream";

    private StreamSender() {}

    /** The query that a sink's URL gets. */
    public static String query(byte[] body) {
        return "?bodySHA256=" + hash(body);
    }

    public static String hash(byte[] body) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    public static String sign(String algorithm, String key, String url) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(key.getBytes(UTF_8), algorithm));
            return Base64.getEncoder().encodeToString(mac.doFinal(url.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
